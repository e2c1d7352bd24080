"""A used database made as empty as its template, where it still has the template's form; quicker than a new one.

Its form is what the catalogue says: every change of a table, right, policy or function makes a catalogue row of a later
transaction. A database of another form, or whose first rows changed, is not emptied: its test wanted it so.
"""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

_CATALOGUES = (
    "attrdef",
    "attribute",
    "class",
    "constraint",
    "index",
    "policy",
    "proc",
    "sequence",
    "trigger",
    "type",
)
_RIGHTS = (
    "SELECT (datacl, datallowconn, datconnlimit)::text FROM pg_database WHERE datname = current_database() UNION ALL "
    "SELECT setconfig::text FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase WHERE datname = current_database()"
)
_FORM = " UNION ALL ".join(
    (_RIGHTS, *(f"SELECT (count(*), max(xmin::text::bigint))::text FROM pg_{each}" for each in _CATALOGUES))
)
_OTHERS = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_TABLES = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
_COUNTERS = "SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"

Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Emptying:
    """`form`: what the template's catalogue says. `first`: the rows that it begins with, by table."""

    form: Form
    tables: tuple[str, ...]
    first: dict[str, Form]

    @classmethod
    def like(cls, admin: str, template: str) -> Emptying:
        with psycopg.connect(admin, dbname=template, autocommit=True) as at:
            tables = _texts(at, _TABLES)
            first = {each: _rows(at, each) for each in tables}
            return cls(_texts(at, _FORM), tables, {each: rows for each, rows in first.items() if rows})

    def emptied(self, admin: str, name: str) -> bool:
        """Whether it is as the template now."""
        try:
            with psycopg.connect(admin, dbname=name, autocommit=True) as at:
                at.execute(_OTHERS)
                if _texts(at, _FORM) != self.form or any(
                    _rows(at, t) != was for t, was in self.first.items()
                ):
                    return False
                wiped = "; ".join(f"DELETE FROM {each}" for each in self.tables if each not in self.first)
                at.execute(
                    f"SET session_replication_role = replica; SET lock_timeout = '2s'; {wiped}; {_COUNTERS}"
                )
                return True
        except psycopg.Error:
            return False


def _texts(at: psycopg.Connection[tuple[str]], asked: str) -> Form:
    return tuple(row[0] for row in at.execute(asked))


def _rows(at: psycopg.Connection[tuple[str]], table: str) -> Form:
    return _texts(at, f"SELECT t::text FROM {table} t ORDER BY 1")

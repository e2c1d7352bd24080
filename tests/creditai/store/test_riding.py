"""What rides in one message is what it would be in several, and nothing goes without its transaction's beginning.

What is said here the service does not say, so all but one are `long`: the check of what is said leaves those out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.errors import DivisionByZero, StringDataRightTruncation
from sqlalchemy import Connection, String, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.exc import DBAPIError

from creditai.errors import Unavailable
from creditai.store.database import Database
from creditai.store.riding import Cursor
from creditai.store.tables.person import person
from creditai.wiring import Wiring
from tests.creditai.store.looked import line_of, lines

ALICE = uuid4()
LINE = line_of(ALICE)
SCOPE = select(func.current_setting("creditai.person", True))


@pytest.fixture
def database(wiring: Wiring) -> Iterator[Database]:
    made = Database(wiring.settings.database.reveal(), pool=1)
    with made.scope(ALICE) as connection:
        connection.execute(person.insert().values(id=ALICE, role="consumer"))
    yield made
    made.close()


def test_a_whole_message_gives_the_rows_of_its_last_statement_and_its_first_fault(wiring: Wiring) -> None:
    """psycopg has no public way to this: a version of it that goes another way fails here, and not somewhere."""
    with closing(psycopg.connect(wiring.settings.database.reveal(), autocommit=True)) as connection:
        with Cursor(connection) as cursor:
            cursor.whole(
                "SELECT 'none of these'; SELECT n AS number, n::text AS word FROM generate_series(1, 3) n"
            )
            assert [each.name for each in cursor.description or ()] == ["number", "word"]
            assert (cursor.rowcount, cursor.fetchone(), cursor.fetchall()) == (
                3,
                (1, "1"),
                [(2, "2"), (3, "3")],
            )
            for _ in range(2):
                with pytest.raises(DivisionByZero):
                    cursor.whole("SELECT 1; SELECT 1 / 0; SELECT 2")
            cursor.whole("SELECT true")
            assert cursor.fetchall() == [(True,)]
            cursor.whole("")
            assert cursor.description is None
        assert connection.execute("SELECT 1").fetchone() == (1,)


VALUES: tuple[Any, ...] = (
    "'\\\"%s %(a)s; COMMIT; --", "\\'; COMMIT; --", "x" * 10_000_000, "\u00e9\U0001f600", "", None, True, -1, 1.5, float("inf"),
    float("-inf"), b"", b"'\\\x00\xff", b"\\000'", uuid4(), date(1, 1, 1), date(9999, 12, 31), Decimal("-1.50"),
    timedelta(days=-1, microseconds=1), {"a": "'\\"}, ["a", "'", "\\", "{", ",", '"', "NULL", None], [],
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("strings", ["on", "off"])
def test_a_value_that_rides_is_what_it_is(database: Database, strings: str) -> None:
    with database.plain() as connection:  # of the session: a role may have it so
        connection.execute(text(f"SELECT set_config('standard_conforming_strings', '{strings}', false)"))
    for value in VALUES:
        kind = ARRAY(String) if isinstance(value, list) else JSONB() if isinstance(value, dict) else None
        asked = select(bindparam("a", value, kind) if kind is not None else bindparam("a", value))
        assert database.look(ALICE, lambda rows: rows.execute(asked).scalar_one(), LINE) == value  # noqa: B023
    assert lines(database, ALICE) == len(VALUES)


@pytest.mark.long
@pytest.mark.parametrize("value", ["a\x00b", "\ud800"])
def test_a_text_that_postgresql_cannot_hold_leaves_nothing_behind(database: Database, value: str) -> None:
    with pytest.raises((DBAPIError, UnicodeEncodeError)):
        database.look(ALICE, lambda rows: rows.execute(select(bindparam("a", value))), LINE)
    assert lines(database, ALICE) == 0


def _many(rows: Connection) -> None:
    rows.execute(text("SELECT :n"), [{"n": 1}, {"n": 2}])


def _bare(rows: Connection) -> None:
    rows.exec_driver_sql("SELECT 1", execution_options={"no_parameters": True})


def _streamed(rows: Connection) -> None:
    rows.execute(SCOPE, execution_options={"stream_results": True}).all()


def _writing(rows: Connection) -> None:
    rows.execute(person.update().values(seen_at=None))


def _writing_later(rows: Connection) -> None:
    rows.execute(SCOPE)
    _writing(rows)


@pytest.mark.long
@pytest.mark.parametrize("see", [_many, _bare, _streamed, _writing, _writing_later])
def test_what_would_go_without_its_scope_or_change_something_is_refused(
    database: Database, see: Callable[[Connection], None]
) -> None:
    with pytest.raises(AssertionError):
        database.look(ALICE, see, LINE)
    assert lines(database, ALICE) == 0


@pytest.mark.long
def test_a_savepoint_may_come_first(database: Database) -> None:
    def see(rows: Connection) -> str:
        with rows.begin_nested():
            return str(rows.execute(SCOPE).scalar_one())

    assert UUID(database.look(ALICE, see, LINE)) == ALICE
    assert lines(database, ALICE) == 1


@pytest.mark.long
@pytest.mark.parametrize("first", ["SELECT 1", "SAVEPOINT one"])
def test_a_look_that_takes_too_long_is_unavailable_and_leaves_no_line(database: Database, first: str) -> None:
    def see(rows: Connection) -> None:
        rows.execute(text(first))
        rows.execute(text("SET LOCAL statement_timeout = 20"))
        rows.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(Unavailable):
        database.look(ALICE, see, LINE)
    assert lines(database, ALICE) == 0


@pytest.mark.long
def test_a_line_that_the_table_refuses_is_an_error_and_no_transaction_stays_open(database: Database) -> None:
    wrong = (LINE[0], {**LINE[1], "role": "x" * 17})
    for see in (lambda rows: None, lambda rows: rows.execute(SCOPE).all()):
        with pytest.raises(DBAPIError) as refused:
            database.look(ALICE, see, wrong)
        assert isinstance(refused.value.orig, StringDataRightTruncation)
    assert lines(database, ALICE) == 0

"""Whether the rows belong together: `creditai db integrity`, before and after a restore.

Read as `creditai_backup`, which sees past row-level security and cannot write; no application holds it. Reported
are counts and sentences, never contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, func, select, text

from creditai.store.kept import KEPT
from creditai.store.keys import Keys
from creditai.store.tables import every_table
from creditai.store.tables.person import person

_BATCH = 1_000


def counts(connection: Connection) -> dict[str, int]:
    """The rows of every table of ours."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in sorted(every_table().tables.items())
    }


def faults(
    connection: Connection, keys: Keys, expected: Mapping[str, int] | None = None, erased: int | None = None
) -> Iterator[str]:
    """Everything that does not fit together. `expected`: counts that a backup's manifest names; `erased`: how many had been
    erased when it was begun, for of who was erased since it holds the rows."""
    found = counts(connection)
    for name, wanted in sorted((expected or {}).items()):
        if found.get(name) != wanted:
            yield f"{name} holds {found.get(name, 'no table')} rows; the manifest says {wanted}."
    yield from _orphans(connection)
    yield from _keys(connection, keys, erased)


def _orphans(connection: Connection) -> Iterator[str]:
    """Rows of persons who are not there."""
    for name, table in sorted(every_table().tables.items()):
        by = table.info["by"]
        if by is None or table is person or name in KEPT:
            continue
        whose = table.c[by]
        alone = connection.execute(
            select(func.count())
            .select_from(table)
            .where(whose.is_not(None), ~select(person.c.id).where(person.c.id == whose).exists())
        ).scalar_one()
        if alone:
            yield f"{alone} rows of {name} belong to persons who are not there."


def _keys(connection: Connection, keys: Keys, first: int | None) -> Iterator[str]:
    """Persons without a key, and of those who were erased `first` any who are there again."""
    known, ledger = keys.persons(), keys.erased()
    erased, before = set(ledger), set(ledger[:first])
    here: Sequence[UUID] = connection.execute(select(person.c.id)).scalars().all()
    back = [each for each in here if each in before]
    without = [each for each in here if each not in known and each not in erased]
    if back:
        yield f"{len(back)} erased persons are there again, as an older backup brings them; `creditai db erase-again` removes them before anything is served."
    if without:
        yield f"{len(without)} persons have no data key: what is sealed for them cannot be opened. Restore the store of keys that belongs to this database."


def erase_again(owner: Connection, keys: Keys) -> dict[str, int]:
    """After a restore: delete all rows of persons in the ledger of erasures; how many, by table. The connection is the
    owner's, for whom row-level security is lifted for this one transaction, table by table."""
    erased = [str(each) for each in keys.erased()]
    removed: dict[str, int] = {}
    for table in reversed(every_table().sorted_tables):  # what points elsewhere goes first
        name, by = table.name, table.info["by"]
        if by is None or name in KEPT:
            continue
        owner.execute(text(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY"))
        for start in range(0, len(erased), _BATCH):
            gone = owner.execute(
                text(f"DELETE FROM {name} WHERE {by} = ANY (CAST(:erased AS uuid[]))"),  # noqa: S608 - names are our own tables
                {"erased": erased[start : start + _BATCH]},
            ).rowcount
            if gone:
                removed[name] = removed.get(name, 0) + gone
        owner.execute(text(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"))
    return removed

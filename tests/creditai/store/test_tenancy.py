"""Every table that holds a person's rows, from the catalogue: what is Alice's is nobody else's to see or to touch.

The row is invented from the columns' types, so a new table is held to this without another line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from creditai.store.database import PURPOSES
from creditai.store.tables import every_table
from creditai.wiring import Wiring

ALICE, MALLORY = uuid4(), uuid4()
OWNED = tuple(table for table in every_table().tables.values() if table.info["by"] is not None)
UNOWNED = tuple(table for table in every_table().tables.values() if table.info["by"] is None)
OPERATORS = {"person", "audit"}
"""The tables of persons that an operator's work may see: neither says who somebody is or what is in their papers."""
_VALUES: dict[type, Any] = {
    UUID: UUID("7d5a8c52-0000-4000-8000-000000000000"), str: "x", bytes: b"x", int: 1, bool: True, float: 1.0, list: ["x"],
    datetime: datetime(2026, 5, 4, tzinfo=UTC), date: date(2026, 5, 4), dict: {},
}  # fmt: skip
each_owned = pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)


def row(table: Table, person: UUID) -> dict[str, Any]:
    """A row of this person with something in every column that needs it."""
    made = {
        column.name: _value(column.type) for column in table.columns
        if not column.nullable and column.identity is None and column.server_default is None
    }  # fmt: skip
    return made | {table.info["by"]: person}


def _value(kind: Any) -> Any:
    python = kind.python_type
    return next(value for known, value in _VALUES.items() if python is known or issubclass(python, known))


@pytest.fixture
def hers(wiring: Wiring, table: Table) -> Wiring:
    with wiring.database.scope(ALICE) as connection:
        connection.execute(insert(table).values(row(table, ALICE)))
        assert _count(connection, table) == 1
    return wiring


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _others(wiring: Wiring, table: Table) -> Iterator[Any]:
    yield wiring.database.scope(MALLORY)
    yield from (wiring.database.purpose(p) for p in PURPOSES if p not in table.info["open_to"])


@each_owned
def test_a_row_is_seen_and_touched_by_its_person_alone(hers: Wiring, table: Table) -> None:
    for scope in _others(hers, table):
        with scope as connection:
            assert _count(connection, table) == 0
            if "delete" in table.info["grants"]:
                assert connection.execute(table.delete()).rowcount == 0
            if "update" in table.info["grants"]:
                assert connection.execute(table.update().values({table.info["by"]: MALLORY})).rowcount == 0
    with hers.database.scope(ALICE) as connection:
        assert _count(connection, table) == 1


@each_owned
def test_nobody_writes_a_row_in_anothers_name(wiring: Wiring, table: Table) -> None:
    for scope in _others(wiring, table):
        with pytest.raises(DBAPIError, match="row-level security"), scope as connection:
            connection.execute(insert(table).values(row(table, ALICE)))


@each_owned
def test_a_row_is_not_given_away(hers: Wiring, table: Table) -> None:
    if "update" not in table.info["grants"]:
        pytest.skip("append-only")
    with pytest.raises(DBAPIError, match="row-level security"), hers.database.scope(ALICE) as connection:
        connection.execute(table.update().values({table.info["by"]: MALLORY}))


@each_owned
def test_an_operator_sees_no_persons_rows(table: Table) -> None:
    assert "operator" not in table.info["open_to"] or table.name in OPERATORS


@pytest.mark.parametrize("table", UNOWNED, ids=lambda table: table.name)
def test_what_is_nobodys_is_no_persons(wiring: Wiring, table: Table) -> None:
    with wiring.database.scope(MALLORY) as connection:
        assert _count(connection, table) == 0
    assert "person" not in table.columns, "rows with a person are owned by them"

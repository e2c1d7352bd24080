"""Whether a person is a release's own journey: kept out of business figures, money and bounds."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from creditai.store.tables.person import person as table


def is_synthetic(connection: Connection, person: UUID) -> bool:
    """`connection`: in a scope that sees this person's row."""
    asked = select(table.c.synthetic).where(table.c.id == person)
    return bool(connection.execute(asked).scalar_one_or_none())

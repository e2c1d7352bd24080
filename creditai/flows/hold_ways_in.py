"""What lets a person in is given and taken in turns: a session, a token, a factor cannot be made of a password that is being
changed, or in a session that is being ended, and stay."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from creditai.store.tables.identity import identity


def hold_ways_in(connection: Connection, owner: UUID) -> bytes | None:
    """Wait until no other transaction gives or takes one, and let none until this ends; the sealed password as it is now.
    First of all that a transaction locks, so that no two wait for each other. What was seen before must be looked at again."""
    mine = select(identity.c.password).where(identity.c.person == owner).with_for_update()
    return connection.execute(mine).scalar_one_or_none()

"""Whether more than the password is asked of a person: a confirmed authenticator, or a passkey."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, exists, select

from creditai.store.tables.second_factor import authenticator, passkey


def has_factor(connection: Connection, owner: UUID) -> bool:
    """For signing in, where the person is known but not the scope, and for the person's own changes."""
    confirmed = exists().where(authenticator.c.person == owner, authenticator.c.confirmed_at.is_not(None))
    held = exists().where(passkey.c.person == owner)
    return bool(connection.execute(select(confirmed | held)).scalar_one())

"""A session goes on under a new secret when it comes to mean more, so that whoever holds the old one gains nothing by what
its person has just shown."""

from __future__ import annotations

from sqlalchemy import Connection

from creditai.people import tokens
from creditai.store.tables.session import session
from creditai.who import Who


def renew_session(connection: Connection, who: Who) -> str:
    """The secret for the cookie; the old one is worth nothing once the transaction is done."""
    secret = tokens.new_secret()
    mine = session.update().where(session.c.id == who.session)
    connection.execute(mine.values(digest=tokens.secret_digest(secret)))
    return secret

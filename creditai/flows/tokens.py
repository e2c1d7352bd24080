"""The tokens of a person's programs: listed without their secrets, withdrawn at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from creditai.errors import NotFound
from creditai.flows.prove import session_of
from creditai.store import audit
from creditai.store.encryption import unseal_text
from creditai.store.tables.token import token
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class ListedToken:
    """`name`: what the person calls it."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    seen_at: datetime | None
    ends_at: datetime


def list_tokens(wiring: Wiring, who: Who) -> tuple[ListedToken, ...]:
    """The newest first."""
    owner = session_of(who)
    key = wiring.keys.of(owner)
    with wiring.database.scope(owner) as connection:
        rows = connection.execute(select(token).order_by(token.c.made_at.desc()).limit(200)).all()
    return tuple(
        ListedToken(
            row.id, unseal_text(key, row.name, f"token.name:{row.id}"), tuple(row.scopes),
            row.made_at, row.seen_at, row.ends_at,
        )
        for row in rows
    )  # fmt: skip


def withdraw_token(wiring: Wiring, who: Who, one: UUID) -> None:
    """NotFound when it is not there, or not theirs."""
    owner = session_of(who)
    with wiring.database.scope(owner) as connection:
        if connection.execute(token.delete().where(token.c.id == one)).rowcount == 0:
            raise NotFound("There is no such token.")
        audit.record(connection, who, "token.withdraw", str(one), "own")

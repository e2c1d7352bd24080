"""Where a person is signed in, and how that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from creditai.errors import NotFound
from creditai.flows.prove import session_of
from creditai.store import audit
from creditai.store.encryption import unseal_text
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class OpenSession:
    """`agent`: what the browser called itself. `own`: the one that asks."""

    id: UUID
    agent: str
    method: str
    factors: int
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    own: bool


def list_sessions(wiring: Wiring, who: Who) -> tuple[OpenSession, ...]:
    """Those that are not over, the latest first."""
    owner = session_of(who)
    key = wiring.keys.of(owner)
    with wiring.database.scope(owner) as connection:
        rows = connection.execute(
            select(session)
            .where(session.c.ends_at > wiring.clock.now())
            .order_by(session.c.seen_at.desc())
            .limit(200)
        ).all()
    return tuple(
        OpenSession(
            row.id,
            unseal_text(key, row.agent, f"session.agent:{row.id}") if row.agent is not None else "",
            row.method, row.factors, row.made_at, row.seen_at, row.ends_at, row.id == who.session,
        )
        for row in rows
    )  # fmt: skip


def end_session(wiring: Wiring, who: Who, one: UUID) -> None:
    """NotFound when it is over, or not theirs."""
    owner = session_of(who)
    with wiring.database.scope(owner) as connection:
        if connection.execute(session.delete().where(session.c.id == one)).rowcount == 0:
            raise NotFound("There is no such session.")
        audit.record(connection, who, "session.end", str(one), "own")


def end_other_sessions(wiring: Wiring, who: Who) -> int:
    """All but the one that asks; how many."""
    owner = session_of(who)
    with wiring.database.scope(owner) as connection:
        ended = connection.execute(session.delete().where(session.c.id != who.session)).rowcount
        audit.record(connection, who, "session.end-others", str(who.session), "own")
    return ended

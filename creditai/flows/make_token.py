"""A bearer token for a program: shown once, good until its day or until it is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from creditai.errors import Invalid, NotAllowed, NotSignedIn
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.people import tokens
from creditai.store import audit
from creditai.store.encryption import seal_text
from creditai.store.tables.session import session
from creditai.store.tables.token import token
from creditai.who import Who
from creditai.wiring import Wiring

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class MadeToken:
    """`secret` is shown now and never again."""

    id: UUID
    secret: str


def make_token(wiring: Wiring, who: Who, name: str, wanted: frozenset[str], days: int) -> MadeToken:
    """Invalid when a scope is unknown or not the person's own; a token makes no tokens."""
    if who.person is None or not who.may("security"):
        raise NotAllowed("Tokens are made in a session, by the person; sign in.")
    may = who.scopes - {"security"}
    if not wanted or wanted - may:
        own = ", ".join(sorted(may))
        raise Invalid(f"A token of yours may have one or more of: {own}.", "/body/scopes")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(f"A token is good for 1 to {LONGEST_DAYS} days.", "/body/days")
    made, secret, now = uuid4(), tokens.new_bearer(), wiring.clock.now()
    sealed = seal_text(wiring.keys.of(who.person), name, f"token.name:{made}")
    with wiring.database.held(who.person) as connection:
        hold_ways_in(connection, who.person)
        mine = select(session.c.id).where(session.c.id == who.session)
        if who.session is not None and connection.execute(mine).first() is None:
            raise NotSignedIn("The session is over; sign in.")
        connection.execute(
            token.insert().values(
                id=made,
                person=who.person,
                digest=tokens.secret_digest(secret),
                name=sealed,
                scopes=sorted(wanted),
                made_at=now,
                ends_at=now + timedelta(days=days),
            )
        )
        audit.record(connection, who, "token.make", str(made), "own")
    return MadeToken(made, secret)

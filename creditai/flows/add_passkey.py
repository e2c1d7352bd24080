"""A passkey is added: asked for in a session with a recent proof, then kept when what the browser made is right.

The challenge is bound to the person: what was asked for one session's person cannot be kept by another's. From the
first one on, the password alone signs nobody in; recovery codes come with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from creditai.errors import Conflict, Invalid
from creditai.flows.has_factor import has_factor
from creditai.flows.prove import proven, session_of
from creditai.flows.read_me import read_me
from creditai.flows.recovery_codes import first_codes
from creditai.flows.renew_session import renew_session
from creditai.flows.sign_in import TICKET
from creditai.flows.slow_down import slow_down
from creditai.people import passkeys, tokens
from creditai.people.passkeys import NewPasskey, Shown
from creditai.store import audit, jobs
from creditai.store.encryption import seal_text
from creditai.store.ids import new_id
from creditai.store.tables.second_factor import passkey
from creditai.store.tables.session import session
from creditai.store.tables.ticket import ticket
from creditai.who import Who
from creditai.wiring import Wiring

MOST = 20
_PURPOSE = "passkey"
_WRONG = "This passkey was not made for CreditAI just now; begin again."


@dataclass(frozen=True, slots=True)
class Added:
    """`codes`: recovery codes, where there were none; shown once. `secret`: the session's new one, for the cookie."""

    id: UUID
    codes: tuple[str, ...]
    secret: str


def begin_passkey(wiring: Wiring, who: Who) -> dict[str, Any]:
    """What a browser is to ask the authenticator. Needs a recent proof."""
    owner, fresh, now = session_of(who), tokens.new_challenge(), wiring.clock.now()
    with wiring.database.held(owner) as connection:
        proven(wiring, connection, who)
        there = connection.execute(select(passkey.c.credential)).scalars().all()
        if len(there) >= MOST:
            raise Conflict(f"There are {MOST} passkeys already; remove one first.")
        connection.execute(
            ticket.insert().values(
                digest=tokens.bytes_digest(fresh),
                person=owner,
                purpose=_PURPOSE,
                tries=1,
                ends_at=now + TICKET,
            )
        )
    address = read_me(wiring, who).address or str(owner)
    return passkeys.asked_to_make(passkeys.site_of(wiring.settings), owner, address, fresh, there)


def add_passkey(wiring: Wiring, who: Who, name: str, shown: Shown) -> Added:
    """`name`: what the person calls it. Invalid when it is not right; Conflict when this passkey is here already."""
    owner = session_of(who)
    slow_down(wiring, owner.bytes)
    signed = _spent(wiring, owner, shown)
    made = None if signed is None else passkeys.read_new(passkeys.site_of(wiring.settings), shown, signed)
    if made is None:
        raise Invalid(_WRONG, "/body/credential")
    try:
        with wiring.database.held(owner) as connection:
            proven(wiring, connection, who)
            return _kept(wiring, connection, who, owner, name, made)
    except IntegrityError:
        raise Conflict("This passkey is here already.") from None


def _spent(wiring: Wiring, owner: UUID, shown: Shown) -> bytes | None:
    """The challenge that was signed, gone by this; None when it was not given to this person just now."""
    signed = passkeys.challenge_of(shown)
    if signed is None:
        return None
    with wiring.database.scope(owner) as connection:
        c = ticket.c
        mine = (c.digest == tokens.bytes_digest(signed), c.person == owner, c.purpose == _PURPOSE)
        ends_at = connection.execute(ticket.delete().where(*mine).returning(c.ends_at)).scalar_one_or_none()
    return signed if ends_at is not None and ends_at > wiring.clock.now() else None


def _kept(
    wiring: Wiring, connection: Connection, who: Who, owner: UUID, name: str, made: NewPasskey
) -> Added:
    new, first = new_id(), not has_factor(connection, owner)
    connection.execute(
        passkey.insert().values(
            id=new,
            person=owner,
            credential=made.credential,
            public_key=made.public_key,
            uses=made.uses,
            name=seal_text(wiring.keys.of(owner), name, f"passkey.name:{new}"),
            made_at=wiring.clock.now(),
        )
    )
    if first:  # who was signed in with less is not, any more
        connection.execute(session.delete().where(session.c.id != who.session))
        connection.execute(session.update().where(session.c.id == who.session).values(factors=2))
    audit.record(connection, who, "passkey.add", str(new), "own")
    jobs.defer(connection, "mail_notice", {"person": str(owner), "what": "passkey"}, queue="mail")
    return Added(new, first_codes(wiring, connection, owner), renew_session(connection, who))

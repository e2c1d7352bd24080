"""A passkey is shown: to sign in without a password, as second factor after one, or as a proof within a session.

A challenge is good once and for minutes, spent before anything is looked at. Whatever does not fit is refused in the
same words, so that nobody learns which passkeys are here; a counter that went back is written down besides, for then
somebody may hold a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from creditai.errors import NotAllowed, NotSignedIn
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.flows.prove import note_proof, session_of
from creditai.flows.show_second_factor import spend_ticket, use_ticket
from creditai.flows.sign_in import TICKET, SignedIn, open_session
from creditai.flows.slow_down import slow_down
from creditai.people import passkeys, tokens
from creditai.people.passkeys import Shown
from creditai.store import audit
from creditai.store.tables.second_factor import passkey
from creditai.store.tables.ticket import challenge
from creditai.who import Who
from creditai.wiring import Wiring


def ask_for_passkey(wiring: Wiring) -> dict[str, Any]:
    """What a browser is to ask the authenticator, with a new challenge. It is the same for everybody."""
    fresh = tokens.new_challenge()
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(
            challenge.insert().values(digest=tokens.bytes_digest(fresh), ends_at=wiring.clock.now() + TICKET)
        )
    return passkeys.asked_to_show(passkeys.site_of(wiring.settings), fresh)


def show_passkey(
    wiring: Wiring, who: Who, shown: Shown, *, ticket_of: str | None = None, agent: str = ""
) -> SignedIn:
    """Sign in with it; or, with the ticket that the password gave, show it as the second factor of that person.
    NotSignedIn when it does not fit. Either way two factors were shown: the holder had to unlock it."""
    half = None
    if ticket_of is not None:
        with wiring.database.purpose("sign-in") as connection:
            half = use_ticket(wiring, connection, ticket_of)
    found = _fits(wiring, shown)
    if found is not None and (half is None or found.person == half):
        method = "passkey" if half is None else "password"
        with wiring.database.purpose("sign-in") as connection:
            hold_ways_in(connection, found.person)
            good = _counted(wiring, connection, who, found)
            if good and (ticket_of is None or spend_ticket(connection, ticket_of)):
                return open_session(
                    wiring, who, connection, found.person, method=method, factors=2, agent=agent
                )
    raise NotSignedIn("This passkey does not sign you in; ask for a new challenge, or use another way.")


def prove_by_passkey(wiring: Wiring, who: Who, shown: Shown) -> str:
    """In a session, instead of password and code: its new secret. NotAllowed when it does not fit, or is another's."""
    owner = session_of(who)
    found = _fits(wiring, shown)
    if found is not None and found.person == owner:
        with wiring.database.scope(owner) as connection:
            if _counted(wiring, connection, who, found):
                return note_proof(wiring, connection, who)
    raise NotAllowed("This passkey does not fit; nothing was changed.")


@dataclass(frozen=True, slots=True)
class _Found:
    """A passkey that signed what it was asked to; `uses`: what it counts now."""

    id: UUID
    person: UUID
    uses: int


def _fits(wiring: Wiring, shown: Shown) -> _Found | None:
    """Whose passkey it is; None when it is nobody's or not right."""
    signed, credential = _spent(wiring, shown), passkeys.credential_of(shown)
    slow_down(wiring, tokens.bytes_digest(credential))
    with wiring.database.purpose("sign-in") as connection:
        row = connection.execute(select(passkey).where(passkey.c.credential == credential)).first()
    if row is None or signed is None:
        return None
    site = passkeys.site_of(wiring.settings)
    uses = passkeys.read_uses(site, shown, signed, row.person, row.public_key)
    return None if uses is None else _Found(row.id, row.person, uses)


def _spent(wiring: Wiring, shown: Shown) -> bytes | None:
    """The challenge that was signed, gone by this; None when it is none of ours, over, or was spent before."""
    signed = passkeys.challenge_of(shown)
    if signed is None:
        return None
    with wiring.database.purpose("sign-in") as connection:
        c = challenge.c
        spent = challenge.delete().where(c.digest == tokens.bytes_digest(signed)).returning(c.ends_at)
        ends_at = connection.execute(spent).scalar_one_or_none()
    return signed if ends_at is not None and ends_at > wiring.clock.now() else None


def _counted(wiring: Wiring, connection: Connection, who: Who, found: _Found) -> bool:
    """Keep the authenticator's counter. False when it did not grow: of two that show one number, one is a copy. That is
    written down: let the transaction end well."""
    c, now, uses = passkey.c, wiring.clock.now(), found.uses
    grows = c.uses < uses if uses else c.uses == 0  # nought for ever: it does not count
    used = passkey.update().where(c.id == found.id, grows).values(uses=uses, seen_at=now)
    if connection.execute(used).rowcount == 1:
        return True
    audit.record(
        connection, who, "passkey.counter-back", str(found.id), "it may have a copy", person=found.person
    )
    return False

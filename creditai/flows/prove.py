"""What is grave asks for a recent proof of who is there: a session whose person showed the password or a passkey
within the last minutes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from creditai.errors import NotAllowed
from creditai.flows.has_factor import has_factor
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.flows.renew_session import renew_session
from creditai.flows.show_second_factor import factor_fits
from creditai.flows.sign_up import place
from creditai.flows.slow_down import slow_down
from creditai.store.encryption import unseal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring

RECENT = timedelta(minutes=15)


def prove(wiring: Wiring, who: Who, password: str, code: str | None = None) -> str:
    """Show the password, and the second factor where there is one, once more: the session's new secret. NotAllowed when
    they do not fit."""
    owner = session_of(who)
    slow_down(wiring, owner.bytes)
    with wiring.database.scope(owner) as connection:
        sealed = connection.execute(select(identity.c.password)).scalar_one_or_none()
    kept = None if sealed is None else unseal_text(wiring.keys.of(owner), sealed, place("password", owner))
    fits = wiring.passwords.fits(kept, password)
    with wiring.database.scope(owner) as connection:
        fits = hold_ways_in(connection, owner) == sealed and fits
        asked = has_factor(connection, owner)
        if fits and (not asked or factor_fits(wiring, connection, who, owner, code or "")):
            return note_proof(wiring, connection, who)
    raise NotAllowed("Password and second factor do not fit; nothing was changed.")


def note_proof(wiring: Wiring, connection: Connection, who: Who) -> str:
    """Whoever is in this session has just shown who they are; its new secret."""
    now = wiring.clock.now()
    connection.execute(session.update().where(session.c.id == who.session).values(proved_at=now))
    return renew_session(connection, who)


def proven(wiring: Wiring, connection: Connection, who: Who) -> None:
    """NotAllowed when the last proof is older than RECENT, or the session is over. First in its transaction."""
    hold_ways_in(connection, session_of(who))
    at = connection.execute(
        select(session.c.proved_at).where(session.c.id == who.session)
    ).scalar_one_or_none()
    if at is None or at + RECENT <= wiring.clock.now():
        raise NotAllowed(
            "This asks for your password or a passkey once more: POST /api/v1/prove or /api/v1/prove/passkey, then again."
        )


def session_of(who: Who) -> UUID:
    """Whose session it is; NotAllowed for a program's token."""
    if who.person is None or who.session is None:
        raise NotAllowed("This is done in a session, by the person; sign in.")
    return who.person

"""An authenticator as second factor: begun, confirmed by its first code, removed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from creditai.errors import Conflict, Invalid, NotFound
from creditai.flows.prove import proven, session_of
from creditai.flows.read_me import read_me
from creditai.flows.recovery_codes import drop_codes, new_codes
from creditai.flows.renew_session import renew_session
from creditai.flows.show_second_factor import use_step
from creditai.flows.slow_down import slow_down
from creditai.people import factors
from creditai.store import audit, jobs
from creditai.store.encryption import seal_text
from creditai.store.tables.second_factor import authenticator
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Begun:
    """Shown once: the secret, and the same as the address that authenticators read from a picture."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`codes`: recovery codes, shown once. `secret`: the session's new one, for the cookie."""

    codes: tuple[str, ...]
    secret: str


def begin_authenticator(wiring: Wiring, who: Who) -> Begun:
    """It counts once its first code was shown. Conflict when there is one that counts."""
    owner, secret = session_of(who), factors.new_authenticator()
    values = {
        "secret": seal_text(wiring.keys.of(owner), secret, f"authenticator.secret:{owner}"),
        "made_at": wiring.clock.now(),
        "step": None,
    }
    with wiring.database.held(owner) as connection:
        proven(wiring, connection, who)
        added = insert(authenticator).values(person=owner, **values)
        row = connection.execute(
            added.on_conflict_do_update(
                index_elements=["person"], set_=values, where=authenticator.c.confirmed_at.is_(None)
            ).returning(authenticator.c.person)
        ).first()
    if row is None:
        raise Conflict("There is an authenticator already; remove it first.")
    return Begun(secret, factors.authenticator_uri(secret, read_me(wiring, who).address or str(owner)))


def confirm_authenticator(wiring: Wiring, who: Who, code: str) -> Confirmed:
    """From now on it counts. This session has two factors then, all others end."""
    owner = session_of(who)
    slow_down(wiring, owner.bytes)
    with wiring.database.held(owner) as connection:
        proven(wiring, connection, who)
        row = connection.execute(
            select(authenticator).where(authenticator.c.confirmed_at.is_(None)).with_for_update()
        ).first()
        if row is None:
            raise NotFound("No authenticator was begun.")
        if not use_step(wiring, connection, who, row, code):
            raise Invalid(
                "This is not the authenticator's code; look whether its clock is right.", "/body/code"
            )
        connection.execute(authenticator.update().values(confirmed_at=wiring.clock.now()))
        connection.execute(session.delete().where(session.c.id != who.session))
        connection.execute(session.update().where(session.c.id == who.session).values(factors=2))
        audit.record(connection, who, "authenticator.add", str(owner), "own")
        jobs.defer(connection, "mail_notice", {"person": str(owner), "what": "authenticator"}, queue="mail")
        return Confirmed(new_codes(wiring, connection, owner), renew_session(connection, who))


def remove_authenticator(wiring: Wiring, who: Who) -> None:
    """Without a passkey, signing in takes the password alone from now on. It may be in another's hands, so all other
    sessions end."""
    owner = session_of(who)
    with wiring.database.scope(owner) as connection:
        proven(wiring, connection, who)
        if connection.execute(authenticator.delete()).rowcount == 0:
            raise NotFound("There is no authenticator.")
        drop_codes(connection, owner)
        connection.execute(session.delete().where(session.c.id != who.session))
        audit.record(connection, who, "authenticator.remove", str(owner), "own")
        what = {"person": str(owner), "what": "authenticator-removed"}
        jobs.defer(connection, "mail_notice", what, queue="mail")

"""Somebody signs in through Supabase. Who comes for the first time is a new person, with the address that Supabase has
confirmed; an address that has a password here is never taken over: its person links Supabase in a session."""

from __future__ import annotations

import hmac
from uuid import UUID, uuid4

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from creditai import metrics
from creditai.clients.supabase import Identity
from creditai.errors import Conflict, NotAllowed, NotFound, NotSignedIn
from creditai.flows.has_factor import has_factor
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.flows.make_person import make_person
from creditai.flows.prove import proven, session_of
from creditai.flows.sign_in import FactorNeeded, SignedIn, make_ticket, open_session
from creditai.store import audit, jobs
from creditai.store.tables.foreign_identity import foreign_identity
from creditai.store.tables.identity import identity
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring


def sign_in_by_supabase(wiring: Wiring, who: Who, token: str, agent: str = "") -> SignedIn | FactorNeeded:
    """`token`: the access token that Supabase gave. A second factor here is asked for all the same."""
    told = wiring.supabase.verify(token)
    with wiring.database.purpose("sign-in") as connection:
        known = _known(wiring, connection, told)
    owner = known or _new(wiring, who, told)
    with wiring.database.purpose("sign-in") as connection:
        hold_ways_in(connection, owner)
        if _known(wiring, connection, told) != owner:
            raise NotSignedIn("This Supabase identity was unlinked just now.")
        if has_factor(connection, owner):
            return FactorNeeded(make_ticket(wiring, connection, owner, "second-factor"))
        return open_session(wiring, who, connection, owner, method="supabase", factors=1, agent=agent)


def link_supabase(wiring: Wiring, who: Who, token: str) -> None:
    """From now on this Supabase identity signs in as the person. Needs a recent proof."""
    owner, told = session_of(who), wiring.supabase.verify(token)
    try:
        with wiring.database.held(owner) as connection:
            proven(wiring, connection, who)
            connection.execute(foreign_identity.insert().values(_row(wiring, owner, told)))
            audit.record(connection, who, "provider.link", "supabase", "own")
            jobs.defer(connection, "mail_notice", {"person": str(owner), "what": "provider"}, queue="mail")
    except IntegrityError:
        raise Conflict("This Supabase identity is linked already.") from None


def unlink_supabase(wiring: Wiring, who: Who) -> None:
    """No Supabase identity signs in as the person any more. Needs a recent proof, and a password that is left."""
    owner = session_of(who)
    with wiring.database.scope(owner) as connection:
        proven(wiring, connection, who)
        if connection.execute(select(identity.c.password)).scalar_one_or_none() is None:
            raise Conflict(
                "Nothing else signs you in; ask for a password first (POST /api/v1/ask-for-reset)."
            )
        removed = foreign_identity.delete().where(foreign_identity.c.provider == "supabase")
        if connection.execute(removed).rowcount == 0:
            raise NotFound("No Supabase identity is linked.")
        connection.execute(session.delete().where(session.c.id != who.session))
        audit.record(connection, who, "provider.unlink", "supabase", "own")
        what = {"person": str(owner), "what": "provider-removed"}
        jobs.defer(connection, "mail_notice", what, queue="mail")


def _known(wiring: Wiring, connection: Connection, told: Identity) -> UUID | None:
    c = foreign_identity.c
    return connection.execute(
        select(c.person).where(c.provider == "supabase", c.digest == _digest(wiring, told))
    ).scalar_one_or_none()


def _new(wiring: Wiring, who: Who, told: Identity) -> UUID:
    wiring.flags.require("registration")
    if told.address is None:
        raise NotAllowed("Supabase has not confirmed your address; confirm it there, then sign in again.")
    try:
        owner = make_person(wiring, who, told.address, "consumer", why="supabase")
    except Conflict:
        raise Conflict(
            "This address has an account; sign in with its password and link Supabase there."
        ) from None
    with wiring.database.held(owner) as connection:
        connection.execute(foreign_identity.insert().values(_row(wiring, owner, told)))
    metrics.signed_up()
    return owner


def _row(wiring: Wiring, owner: UUID, told: Identity) -> dict[str, object]:
    return {
        "id": uuid4(), "person": owner, "provider": "supabase", "digest": _digest(wiring, told), "made_at": wiring.clock.now()
    }  # fmt: skip


def _digest(wiring: Wiring, told: Identity) -> bytes:
    pepper = wiring.settings.pepper.reveal().encode()
    return hmac.digest(pepper, f"supabase:{told.issuer}\0{told.subject}".encode(), "sha256")

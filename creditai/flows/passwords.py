"""A password is changed by its person, or made anew by a link that is mailed to them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from creditai.errors import NotFound
from creditai.flows.confirm_email import asked_by, over, use_link
from creditai.flows.prove import proven, session_of
from creditai.flows.renew_session import renew_session
from creditai.flows.sign_in import keep_password
from creditai.flows.sign_up import place
from creditai.flows.slow_down import slow_down
from creditai.people.addresses import address_digest, read_address
from creditai.people.passwords import read_password
from creditai.store import audit, jobs
from creditai.store.encryption import unseal_text
from creditai.store.tables.foreign_identity import foreign_identity
from creditai.store.tables.identity import identity
from creditai.store.tables.mailed_link import mailed_link
from creditai.store.tables.session import session
from creditai.store.tables.ticket import ticket
from creditai.store.tables.token import token
from creditai.who import Who
from creditai.wiring import Wiring


def change_password(wiring: Wiring, who: Who, password: str) -> str:
    """Needs a recent proof. The new secret of this session; all others end; tokens of programs stay."""
    owner = session_of(who)
    fresh = wiring.passwords.hash(read_password(password, address=_address(wiring, owner)))
    with wiring.database.scope(owner) as connection:
        proven(wiring, connection, who)
        keep_password(wiring, connection, owner, fresh)
        connection.execute(session.delete().where(session.c.id != who.session))
        _end_half_done(connection, owner)
        audit.record(connection, who, "password.change", str(owner), "own")
        jobs.defer(connection, "mail_notice", {"person": str(owner), "what": "password"}, queue="mail")
        return renew_session(connection, who)


def ask_for_reset(wiring: Wiring, who: Who, address: str) -> None:
    """Have a link mailed to the address, if somebody has it; the job finds out, so that here nothing differs."""
    digest = address_digest(wiring.settings.pepper, read_address(address))
    slow_down(wiring, digest)
    with wiring.database.purpose("sign-in") as connection:
        jobs.defer(connection, "mail_reset", {"digest": digest.hex()}, queue="mail")


def reset_password(wiring: Wiring, who: Who, link: str, password: str) -> None:
    """Sessions and tokens end, and linked identities, which whoever had the account meanwhile may have linked. A second
    factor stays: the mailbox alone does not open the account."""
    asked = asked_by(wiring, link)
    chosen = read_password(password, address=_address(wiring, asked) if asked is not None else "")
    if asked is None:
        raise over()
    fresh = wiring.passwords.hash(chosen)
    with wiring.database.purpose("sign-in") as connection:
        owner = use_link(wiring, connection, "reset", link)
        keep_password(wiring, connection, owner, fresh)
        for table in (session, token):
            connection.execute(table.delete().where(table.c.person == owner))
        linked = foreign_identity.delete().where(foreign_identity.c.person == owner)
        unlinked = connection.execute(linked).rowcount
        _end_half_done(connection, owner)
        audit.record(connection, who, "password.reset", str(owner), "mailed link", person=owner)
        for what in ("password", *(["provider-removed"] if unlinked else [])):
            jobs.defer(connection, "mail_notice", {"person": str(owner), "what": what}, queue="mail")


def _end_half_done(connection: Connection, owner: UUID) -> None:
    """What was mailed or shown under the old password: other links to a new one, sign-ins that wait for a factor."""
    connection.execute(ticket.delete().where(ticket.c.person == owner))
    c = mailed_link.c
    connection.execute(
        mailed_link.delete().where(c.person == owner, c.purpose == "reset", c.used_at.is_(None))
    )


def _address(wiring: Wiring, owner: UUID) -> str:
    """Empty of whoever is erased meanwhile: what comes next finds that out."""
    with wiring.database.scope(owner) as connection:
        sealed = connection.execute(select(identity.c.address)).scalar_one_or_none()
    try:
        return "" if sealed is None else unseal_text(wiring.keys.of(owner), sealed, place("address", owner))
    except NotFound:
        return ""

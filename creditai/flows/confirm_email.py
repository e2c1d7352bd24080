"""The link of a mail was opened: the address is its owner's, and the person can sign in.

The password is asked again: whoever signs up with another's address knows it but not the link, and whoever reads the
mail has the link but not the password. Neither gets an account alone.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from creditai import metrics
from creditai.errors import Invalid, NotFound
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.flows.is_synthetic import is_synthetic
from creditai.flows.sign_up import place
from creditai.flows.slow_down import slow_down
from creditai.people import tokens
from creditai.store import audit
from creditai.store.encryption import unseal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.mailed_link import mailed_link
from creditai.who import Who
from creditai.wiring import Wiring


def confirm_email(wiring: Wiring, who: Who, link: str, password: str) -> None:
    """Invalid when the link is unknown, used or over, when the password is not the one of the sign-up, or when the
    address was confirmed by another sign-up."""
    slow_down(wiring, tokens.secret_digest(link))
    looked_at = _password_of(wiring, link)
    fits = wiring.passwords.fits(None if looked_at is None else looked_at[1], password)
    try:
        with wiring.database.purpose("sign-in") as connection:
            owner = use_link(wiring, connection, "confirm", link)
            sealed = hold_ways_in(connection, owner)
            if sealed is None:  # a night has swept what was never confirmed
                raise over()
            if not fits or looked_at is None or looked_at[0] != sealed:
                raise Invalid(
                    "This is not the password that was entered at sign-up; try again.", "/body/password"
                )
            connection.execute(
                identity.update()
                .where(identity.c.person == owner)
                .values(state="active", confirmed_at=wiring.clock.now())
            )
            audit.record(connection, who, "person.confirm", str(owner), "own", person=owner)
            counted = not is_synthetic(connection, owner)
    except IntegrityError:  # identity_active: another sign-up of this address was confirmed first
        raise over() from None
    if counted:
        metrics.signed_up()


def use_link(wiring: Wiring, connection: Connection, purpose: str, link: str) -> UUID:
    """Whose link it is, used up by this, and their ways in held; Invalid otherwise. Of two at once one wins."""
    now, c = wiring.clock.now(), mailed_link.c
    whose = connection.execute(select(c.person).where(c.digest == tokens.secret_digest(link))).first()
    if whose is not None:  # before it is used up: see hold_ways_in for what comes first
        hold_ways_in(connection, whose.person)
    used = connection.execute(
        mailed_link.update()
        .where(
            c.digest == tokens.secret_digest(link),
            c.purpose == purpose,
            c.used_at.is_(None),
            c.ends_at > now,
        )
        .values(used_at=now)
        .returning(c.person)
    ).scalar_one_or_none()
    if used is None:
        raise over()
    return UUID(str(used))


def asked_by(wiring: Wiring, link: str) -> UUID | None:
    """Whose link it is, used up or not."""
    c = mailed_link.c
    row = wiring.database.glance(
        "sign-in", select(c.person).where(c.digest == tokens.secret_digest(link)), {}
    )
    return None if row is None else UUID(str(row.person))


def _password_of(wiring: Wiring, link: str) -> tuple[bytes, str] | None:
    """The password of the sign-up, sealed and opened, before anything is held: to look at one takes long."""
    owner = asked_by(wiring, link)
    if owner is None:
        return None
    row = wiring.database.glance("sign-in", select(identity.c.password).where(identity.c.person == owner), {})
    if row is None:
        return None
    try:
        key = wiring.keys.of(owner)
    except NotFound:  # erased meanwhile
        return None
    return row.password, unseal_text(key, row.password, place("password", owner))


def over() -> Invalid:
    return Invalid(
        "This link was used, or its time is over. Sign in, or ask for a new one: sign up again, or reset the password.",
        "/body/link",
    )

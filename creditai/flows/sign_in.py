"""Somebody signs in with an address and a password. Every way to fail takes the same work and says the same.

Who has a second factor gets a ticket first, and with it a few tries to show the factor (`show_second_factor`, `show_passkey`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, select

from creditai.errors import NotFound, NotSignedIn
from creditai.flows.has_factor import has_factor
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.flows.sign_up import place
from creditai.flows.slow_down import slow_down
from creditai.people import tokens
from creditai.people.addresses import address_digest
from creditai.store import audit
from creditai.store.encryption import DataKey, seal_text, unseal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.session import session
from creditai.store.tables.ticket import ticket
from creditai.who import Who
from creditai.wiring import Wiring

LASTS = timedelta(hours=12)
"""After this a session ends, used or not."""
TICKET = timedelta(minutes=5)
TRIES = 5
_LOOKS = 3
"""How often a password is looked at that is another each time."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. `secret` is for the cookie and nowhere else."""

    person: UUID
    session: UUID
    secret: str


@dataclass(frozen=True, slots=True)
class FactorNeeded:
    """The password was right; the second factor comes next, with this ticket."""

    ticket: str


def sign_in(
    wiring: Wiring, who: Who, address: str, password: str, agent: str = ""
) -> SignedIn | FactorNeeded:
    """NotSignedIn when they do not fit; which of the two is not told. `agent`: the browser's name."""
    digest = address_digest(wiring.settings.pepper, address.strip())
    slow_down(wiring, digest)
    for _ in range(_LOOKS):
        owner, sealed, hashed = _looked_at(wiring, digest, password)
        with wiring.database.purpose("sign-in") as connection:
            if hold_ways_in(connection, owner) != sealed:
                continue  # it was changed, or hashed anew, while it was looked at
            if hashed is not None:
                keep_password(wiring, connection, owner, hashed)
            if has_factor(connection, owner):
                return FactorNeeded(make_ticket(wiring, connection, owner, "second-factor"))
            return open_session(wiring, who, connection, owner, method="password", factors=1, agent=agent)
    raise _unfit()


def _looked_at(wiring: Wiring, digest: bytes, password: str) -> tuple[UUID, bytes, str | None]:
    """Whose address this is, the sealed password that fits, and its new hash where today's settings are stronger: while no
    connection is held, for it takes long."""
    with wiring.database.purpose("sign-in") as connection:
        row = connection.execute(
            select(identity.c.person, identity.c.password).where(
                identity.c.digest == digest, identity.c.state == "active"
            )
        ).first()
    key = _key(wiring, row)
    kept = None if row is None or key is None else _kept(key, row.person, row.password)
    if not wiring.passwords.fits(kept, password) or row is None or kept is None:
        raise _unfit()
    return row.person, row.password, wiring.passwords.hash(password) if wiring.passwords.stale(kept) else None


def open_session(
    wiring: Wiring, who: Who, connection: Connection, owner: UUID, *, method: str, factors: int, agent: str
) -> SignedIn:
    """Begin a session of somebody who proved who they are."""
    made, secret, now = uuid4(), tokens.new_secret(), wiring.clock.now()
    named = seal_text(wiring.keys.of(owner), agent[:200], f"session.agent:{made}") if agent else None
    connection.execute(
        session.insert().values(
            id=made,
            person=owner,
            digest=tokens.secret_digest(secret),
            method=method,
            factors=factors,
            agent=named,
            made_at=now,
            proved_at=now,
            seen_at=now,
            ends_at=now + LASTS,
        )
    )
    audit.record(connection, who, "session.open", str(made), method, person=owner)
    return SignedIn(owner, made, secret)


def make_ticket(wiring: Wiring, connection: Connection, owner: UUID, purpose: str) -> str:
    """What stands for what was shown so far."""
    secret = tokens.new_secret()
    connection.execute(
        ticket.insert().values(
            digest=tokens.secret_digest(secret),
            person=owner,
            purpose=purpose,
            tries=TRIES,
            ends_at=wiring.clock.now() + TICKET,
        )
    )
    return secret


def keep_password(wiring: Wiring, connection: Connection, owner: UUID, hashed: str) -> None:
    """Seal the hash, and put it in the place of the one before."""
    connection.execute(
        identity.update()
        .where(identity.c.person == owner)
        .values(password=seal_text(wiring.keys.of(owner), hashed, place("password", owner)))
    )


def _key(wiring: Wiring, row: Any) -> DataKey | None:
    """The person's key. For nobody the store of keys is asked as well, so that it takes as long."""
    try:
        return wiring.keys.of(uuid4() if row is None else row.person, anew=True)
    except NotFound:
        return None


def _kept(key: DataKey, owner: UUID, sealed: bytes | None) -> str | None:
    return unseal_text(key, sealed, place("password", owner)) if sealed is not None else None


def _unfit() -> NotSignedIn:
    return NotSignedIn("Address and password do not fit together, or the address is not confirmed yet.")

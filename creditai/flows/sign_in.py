"""Somebody signs in with an address and a password. Every way to fail takes the same work and says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, select

from creditai.errors import NotFound, NotSignedIn
from creditai.flows.sign_up import place
from creditai.people import tokens
from creditai.people.addresses import address_digest
from creditai.store import audit
from creditai.store.encryption import DataKey, seal_text, unseal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring

LASTS = timedelta(hours=12)
"""After this a session ends, used or not."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. `secret` is for the cookie and nowhere else."""

    person: UUID
    session: UUID
    secret: str


def sign_in(wiring: Wiring, who: Who, address: str, password: str, agent: str = "") -> SignedIn:
    """NotSignedIn when they do not fit; which of the two is not told. `agent`: the browser's name."""
    with wiring.database.purpose("sign-in") as connection:
        row = connection.execute(
            select(identity.c.person, identity.c.password).where(
                identity.c.digest == address_digest(wiring.settings.pepper, address.strip()),
                identity.c.state == "active",
            )
        ).first()
    key = _key(wiring, row)
    kept = None if row is None or key is None else _kept(key, row)
    if not wiring.passwords.fits(kept, password) or row is None or key is None:
        raise NotSignedIn("Address and password do not fit together, or the address is not confirmed yet.")
    with wiring.database.purpose("sign-in") as connection:
        if kept is not None and wiring.passwords.stale(kept):
            _rehash(wiring, connection, row.person, key, password)
        return open_session(wiring, who, connection, row.person, method="password", factors=1, agent=agent)


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


def _key(wiring: Wiring, row: Any) -> DataKey | None:
    """The person's key. For nobody the store of keys is asked as well, so that it takes as long."""
    try:
        return wiring.keys.of(uuid4() if row is None else row[0])
    except NotFound:
        return None


def _kept(key: DataKey, row: Any) -> str | None:
    return unseal_text(key, row[1], place("password", row[0])) if row[1] is not None else None


def _rehash(wiring: Wiring, connection: Connection, owner: UUID, key: DataKey, password: str) -> None:
    hashed = wiring.passwords.hash(password)
    connection.execute(
        identity.update()
        .where(identity.c.person == owner)
        .values(password=seal_text(key, hashed, place("password", owner)))
    )

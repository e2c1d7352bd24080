"""Recovery codes: they come with the first second factor, whichever it is, and go with the last."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import Connection, select

from creditai.errors import NotFound
from creditai.flows.has_factor import has_factor
from creditai.flows.prove import proven, session_of
from creditai.people import factors, tokens
from creditai.store import audit
from creditai.store.tables.second_factor import recovery_code
from creditai.who import Who
from creditai.wiring import Wiring


def renew_recovery_codes(wiring: Wiring, who: Who) -> tuple[str, ...]:
    """The old ones are worth nothing from now on."""
    owner = session_of(who)
    with wiring.database.held(owner) as connection:
        proven(wiring, connection, who)
        if not has_factor(connection, owner):
            raise NotFound("Recovery codes come with an authenticator or a passkey; there is none.")
        audit.record(connection, who, "recovery-codes.renew", str(owner), "own")
        return new_codes(wiring, connection, owner)


def new_codes(wiring: Wiring, connection: Connection, owner: UUID) -> tuple[str, ...]:
    """Put new ones in the place of the old ones; shown once."""
    codes, now = factors.new_recovery_codes(), wiring.clock.now()
    connection.execute(recovery_code.delete())
    connection.execute(
        recovery_code.insert(),
        [
            {
                "id": uuid4(),
                "person": owner,
                "digest": tokens.secret_digest(factors.plain_code(code)),
                "made_at": now,
            }
            for code in codes
        ],
    )
    return codes


def first_codes(wiring: Wiring, connection: Connection, owner: UUID) -> tuple[str, ...]:
    """New ones where there are none yet."""
    there = connection.execute(select(recovery_code.c.id).limit(1)).first()
    return new_codes(wiring, connection, owner) if there is None else ()


def drop_codes(connection: Connection, owner: UUID) -> None:
    """Without a factor they open nothing; who adds one later gets new ones."""
    if not has_factor(connection, owner):
        connection.execute(recovery_code.delete())

"""Somebody signs up. Whether the address is here already decides only what the mail says: asked twice, this flow does
the same work and answers the same."""

from __future__ import annotations

from uuid import UUID, uuid4

from creditai.flows.slow_down import slow_down
from creditai.people.addresses import address_digest, read_address
from creditai.people.passwords import read_password
from creditai.store import audit, jobs
from creditai.store.encryption import seal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.person import person
from creditai.who import Who
from creditai.wiring import Wiring


def sign_up(wiring: Wiring, who: Who, address: str, password: str) -> None:
    """Keep what was entered, unconfirmed, as a person of its own, and have the mail sent."""
    wiring.flags.require("registration")
    known = read_address(address)
    slow_down(wiring, address_digest(wiring.settings.pepper, known))
    hashed = wiring.passwords.hash(read_password(password, address=known))
    made = uuid4()
    key = wiring.keys.make(made)
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=made, role="consumer", made_at=wiring.clock.now()))
        connection.execute(
            identity.insert().values(
                person=made,
                state="unconfirmed",
                digest=address_digest(wiring.settings.pepper, known),
                address=seal_text(key, known, place("address", made)),
                password=seal_text(key, hashed, place("password", made)),
                made_at=wiring.clock.now(),
            )
        )
        audit.record(connection, who, "person.sign-up", str(made), "own", person=made)
        jobs.defer(connection, "mail_confirmation", {"person": str(made)}, queue="mail")


def place(column: str, owner: UUID) -> str:
    """Where a value of an identity is sealed."""
    return f"identity.{column}:{owner}"

"""A person is made by somebody who vouches for the address: an operator at the machine, or another identity provider."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from creditai.errors import Conflict
from creditai.flows.make_token import make_token
from creditai.flows.sign_up import place
from creditai.people import scopes
from creditai.people.addresses import address_digest, read_address
from creditai.store import audit
from creditai.store.encryption import seal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.person import person
from creditai.who import SYSTEM, Role, Who
from creditai.wiring import Wiring


def make_person(
    wiring: Wiring, who: Who, address: str, role: Role, *, why: str, password: str | None = None,
    synthetic: bool = False,
) -> UUID:  # fmt: skip
    """A confirmed person. Conflict when the address has one. Without `password` they ask for one by reset."""
    known, made = read_address(address), uuid4()
    key, now = wiring.keys.make(made), wiring.clock.now()
    kept = (
        None if password is None else seal_text(key, wiring.passwords.hash(password), place("password", made))
    )
    try:
        with wiring.database.purpose("sign-in") as connection:
            connection.execute(person.insert().values(id=made, role=role, made_at=now, synthetic=synthetic))
            connection.execute(
                identity.insert().values(
                    person=made,
                    state="active",
                    digest=address_digest(wiring.settings.pepper, known),
                    address=seal_text(key, known, place("address", made)),
                    password=kept,
                    made_at=now,
                    confirmed_at=now,
                )
            )
            audit.record(connection, who, "person.make", str(made), why, person=made)
    except IntegrityError:
        wiring.keys.erase(made)
        raise Conflict("There is a person with this address already.") from None
    return made


@dataclass(frozen=True, slots=True)
class Staff:
    """`token`: shown once, if one was asked for."""

    person: UUID
    token: str | None


def make_staff(wiring: Wiring, address: str, role: Role, *, token: bool) -> Staff:
    """An operator or somebody of support, made at the machine."""
    made = make_person(wiring, SYSTEM, address, role, why="made at the machine")
    who = Who(made, role, scopes.OF_ROLE[role])
    wanted = scopes.OF_ROLE[role] - {"security"}
    return Staff(made, make_token(wiring, who, "made at the machine", wanted, 30).secret if token else None)

"""What the service knows of the person who asks, as far as they entered it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from creditai.errors import NotFound
from creditai.flows.sign_up import place
from creditai.store.encryption import unseal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.person import person
from creditai.who import Role, Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Me:
    """`address` is null for those who come from another identity provider without one."""

    id: UUID
    role: Role
    address: str | None
    scopes: tuple[str, ...]
    made_at: datetime


def read_me(wiring: Wiring, who: Who) -> Me:
    """The person of this session or token."""
    assert who.person is not None
    with wiring.database.scope(who.person) as connection:
        row = connection.execute(
            select(person, identity.c.address)
            .outerjoin(identity, identity.c.person == person.c.id)
            .where(person.c.id == who.person)
        ).first()
    if row is None:
        raise NotFound("There is no such person.")
    address = (
        None
        if row.address is None
        else unseal_text(wiring.keys.of(row.id), row.address, place("address", row.id))
    )
    return Me(row.id, row.role, address, tuple(sorted(who.scopes)), row.made_at)

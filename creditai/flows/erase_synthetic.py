"""A person who is nobody goes, with all they had: by name, as often as it is asked for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from creditai.errors import NotAllowed
from creditai.flows.erase_person import erase_person
from creditai.flows.is_synthetic import is_synthetic
from creditai.people import synthetic
from creditai.people.addresses import address_digest, read_address
from creditai.store import audit
from creditai.store.tables.identity import identity
from creditai.store.tables.person import person
from creditai.who import Who
from creditai.wiring import Wiring


def erase_synthetic(wiring: Wiring, who: Who, name: str) -> bool:
    """Whether there was one. NotAllowed for whoever is somebody."""
    digest = address_digest(wiring.settings.pepper, read_address(synthetic.address(name)))
    with wiring.database.purpose("sign-in") as connection:
        found = connection.execute(select(identity.c.person).where(identity.c.digest == digest)).scalar()
        if found is None:
            return False
        if not is_synthetic(connection, found):
            raise NotAllowed("Who has this address is somebody; only they can erase themselves.")
        audit.record(connection, who, "person.erase", str(found), "trying a release", person=found)
    erase_person(wiring, str(found))
    return True


def left_over(wiring: Wiring, before: datetime, most: int) -> tuple[UUID, ...]:
    """Those whom a release that was cut off left behind."""
    asked = select(person.c.id).where(person.c.synthetic, person.c.made_at < before).limit(most)
    with wiring.database.purpose("sign-in") as connection:
        return tuple(connection.execute(asked).scalars())

"""A person is erased: their data key is deleted, so that nothing sealed with it opens again, in tables, objects or
backups; then their files and rows go. What stays holds ids, days and digests, and is named with why.

What is under way for them ends first: who writes for a person holds them (`database.held`), who lets one in holds the ways in
(`hold_ways_in`), and the erasure waits for both before it looks what there is. What begins later finds nobody.

The job finishes what a killed process began; each step bears being done twice.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from creditai.errors import Unavailable
from creditai.flows import job
from creditai.flows.export_person import owned_tables
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.flows.prove import proven, session_of
from creditai.store import audit, jobs
from creditai.store.kept import KEPT
from creditai.store.tables.consent import consent
from creditai.store.tables.foreign_identity import foreign_identity
from creditai.store.tables.identity import identity
from creditai.store.tables.mailed_link import mailed_link
from creditai.store.tables.person import person as person_table
from creditai.store.tables.second_factor import passkey
from creditai.store.tables.session import session
from creditai.store.tables.subscription import stripe_customer
from creditai.store.tables.ticket import ticket
from creditai.store.tables.token import token
from creditai.who import SYSTEM, Who
from creditai.wiring import Wiring

FOLDERS = ("papers", "letters")
"""Where objects of a person lie, below `FOLDER/PERSON/`."""


_WAYS_IN = (identity, mailed_link, session, token, passkey, foreign_identity, ticket)
"""What must open nothing from this moment on."""


def erase_me(wiring: Wiring, who: Who) -> None:
    """Needs a recent proof. There is no way back."""
    owner = session_of(who)
    with wiring.database.held(owner) as connection:
        proven(wiring, connection, who)
        for table in _WAYS_IN:
            connection.execute(table.delete())
        audit.record(connection, who, "person.erase", str(owner), "own")
        jobs.defer(connection, "erase_person", {"person": str(owner)}, queue="upkeep")
    wiring.keys.erase(owner)


@job(queue="upkeep", retries=10)
def erase_person(wiring: Wiring, person: str) -> None:
    """The key first; files and rows after it. Unavailable, to be run again, when objects do not answer, or something is under
    way for long."""
    owner = UUID(person)
    wiring.keys.erase(owner)
    _remove_files(wiring, owner)
    with wiring.database.scope(owner) as connection:
        _wait(connection, owner)
        for customer in connection.execute(select(stripe_customer.c.id)).scalars():
            jobs.defer(connection, "forget_customer", {"customer": customer}, queue="money")
        for table in owned_tables():
            if table.name not in KEPT:
                connection.execute(table.delete().where(table.c[table.info["by"]] == owner))
        standing = consent.update().where(consent.c.person == owner, consent.c.withdrawn_at.is_(None))
        connection.execute(standing.values(withdrawn_at=wiring.clock.now()))
        audit.record(connection, SYSTEM, "person.erased", str(owner), "own wish", person=owner)
    _remove_files(wiring, owner)  # of what was kept while the first were removed


def _wait(connection: Connection, owner: UUID) -> None:
    """For what is under way, and nothing begins any more. Letters by the dozen may take longer than a statement may wait."""
    try:
        connection.execute(select(person_table.c.id).where(person_table.c.id == owner).with_for_update())
        hold_ways_in(connection, owner)
    except OperationalError as error:
        raise Unavailable(
            "Something is being written for this person; erasing them is tried again."
        ) from error


def _remove_files(wiring: Wiring, owner: UUID) -> None:
    for folder in FOLDERS:
        for name, _ in list(wiring.objects.names(f"{folder}/{owner}")):
            wiring.objects.delete(name)


def replay_erasures(wiring: Wiring) -> int:
    """After a dump was restored: erase again whoever was erased since; how many."""
    erased = wiring.keys.erased()
    for owner in erased:
        erase_person(wiring, str(owner))
    return len(erased)

"""Every night: what has been kept long enough goes. Days and reasons stand in people/retention.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from creditai.flows import job
from creditai.flows.delete_paper import delete_paper
from creditai.flows.erase_person import erase_person
from creditai.people.retention import IDLE_PAPERS, UNCONFIRMED
from creditai.store.tables.idempotency_key import idempotency_key
from creditai.store.tables.identity import identity
from creditai.store.tables.mailed_link import mailed_link
from creditai.store.tables.paper import paper
from creditai.store.tables.person import person
from creditai.store.tables.session import session
from creditai.store.tables.ticket import challenge, ticket
from creditai.store.tables.token import token
from creditai.who import Who
from creditai.wiring import Wiring

_ENDING = (session, token, mailed_link, ticket, challenge)
_MOST = 500


@job(queue="upkeep", cron="17 3 * * *", retries=3)
def retain_data(wiring: Wiring) -> None:
    """Some hundreds of each at a time; the next night goes on."""
    now = wiring.clock.now()
    _ended(wiring, now)
    with wiring.database.purpose("sign-in") as connection:
        never = (
            connection.execute(
                select(identity.c.person)
                .where(identity.c.state == "unconfirmed", identity.c.made_at < now - UNCONFIRMED)
                .limit(_MOST)
            )
            .scalars()
            .all()
        )
        idle = select(person.c.id).where(person.c.seen_at < now - IDLE_PAPERS).limit(_MOST)
        idlers = connection.execute(idle).scalars().all()
    for one in never:
        erase_person(wiring, str(one))
    for one in idlers:
        with wiring.database.scope(one) as connection:
            papers = (
                connection.execute(select(paper.c.id).where(paper.c.made_at < now - IDLE_PAPERS))
                .scalars()
                .all()
            )
        for each in papers:
            delete_paper(wiring, Who(one, "system"), each)


def _ended(wiring: Wiring, now: datetime) -> None:
    with wiring.database.purpose("system") as connection:
        for table in _ENDING:
            connection.execute(table.delete().where(table.c.ends_at < now))
        connection.execute(idempotency_key.delete().where(idempotency_key.c.made_at < now - UNCONFIRMED))

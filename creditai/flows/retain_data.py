"""Every night: what has been kept long enough goes. Days and reasons stand in people/retention.py."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, func, select, text

from creditai.flows import job
from creditai.flows.delete_paper import delete_paper
from creditai.flows.erase_person import erase_person
from creditai.flows.erase_synthetic import left_over
from creditai.flows.one_by_one import one_by_one
from creditai.people.retention import BOOKS, IDLE_PAPERS, SIGNED, TRIED, UNCONFIRMED
from creditai.store import jobs
from creditai.store.tables.contract import contract, signed_paper
from creditai.store.tables.idempotency_key import idempotency_key
from creditai.store.tables.identity import identity
from creditai.store.tables.mailed_link import mailed_link
from creditai.store.tables.paper import paper
from creditai.store.tables.person import person
from creditai.store.tables.session import session
from creditai.store.tables.subscription import delivery, invoice, subscription
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
    with wiring.database.purpose("system") as connection:
        _ended(connection, now)
        _signed(connection, now)
        _books(connection, now)
        connection.execute(text("SELECT forget_old_proof()"))
    _never_confirmed(wiring, now)
    left = [partial(erase_person, wiring, str(one)) for one in left_over(wiring, now - TRIED, _MOST)]
    one_by_one([*left, *(partial(_delete_old, wiring, one, now) for one in _idle(wiring, now))])


def _delete_old(wiring: Wiring, one: UUID, now: datetime) -> None:
    for each in _old_papers(wiring, one, now):
        delete_paper(wiring, Who(one, "system"), each)


def _ended(connection: Connection, now: datetime) -> None:
    for table in _ENDING:
        connection.execute(table.delete().where(table.c.ends_at < now))
    connection.execute(idempotency_key.delete().where(idempotency_key.c.made_at < now - UNCONFIRMED))


def _signed(connection: Connection, now: datetime) -> None:
    """What belongs to a contract that still runs is kept, however long ago it was signed."""
    c = contract.c
    here = select(person.c.id).where(person.c.id == c.person).exists()
    runs = c.signed_at.is_not(None) & c.cancelled_at.is_(None) & here
    needed = select(c.id).where(runs, c.person == signed_paper.c.person).exists()
    connection.execute(signed_paper.delete().where(signed_paper.c.keep_until < now.date(), ~needed))
    last = func.coalesce(c.cancelled_at, c.signed_at, c.made_at)
    connection.execute(contract.delete().where(last < now - SIGNED, ~runs))


def _books(connection: Connection, now: datetime) -> None:
    before = now - BOOKS
    connection.execute(invoice.delete().where(invoice.c.created < before))
    connection.execute(delivery.delete().where(delivery.c.delivered_at < before))
    ended = (subscription.c.status == "canceled") & (subscription.c.period_end < before)
    connection.execute(subscription.delete().where(ended))


def _never_confirmed(wiring: Wiring, now: datetime) -> None:
    """Who confirms at this very moment stays: the row that would be confirmed is taken first, and the rest by a job."""
    c = identity.c
    old = select(c.person).where(c.state == "unconfirmed", c.made_at < now - UNCONFIRMED).limit(_MOST)
    gone = identity.delete().where(c.person.in_(old), c.state == "unconfirmed").returning(c.person)
    with wiring.database.purpose("sign-in") as connection:
        for one in connection.execute(gone).scalars().all():
            jobs.defer(connection, "erase_person", {"person": str(one)}, queue="upkeep")


def _idle(wiring: Wiring, now: datetime) -> list[UUID]:
    """Who was not here for so long and has papers of that age."""
    c = person.c
    old = select(paper.c.id).where(paper.c.person == c.id, paper.c.made_at < now - IDLE_PAPERS).exists()
    last = func.coalesce(c.seen_at, c.made_at)
    with wiring.database.purpose("system") as connection:
        return list(
            connection.execute(
                select(c.id).where(last < now - IDLE_PAPERS, old).order_by(last).limit(_MOST)
            ).scalars()
        )


def _old_papers(wiring: Wiring, one: UUID, now: datetime) -> list[UUID]:
    with wiring.database.scope(one) as connection:
        return list(
            connection.execute(select(paper.c.id).where(paper.c.made_at < now - IDLE_PAPERS)).scalars()
        )

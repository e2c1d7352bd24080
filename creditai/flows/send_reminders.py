"""Every hour: a mail for each clock that ends within the next days, once; nothing is due that was answered.

The row of `reminder` is made in the transaction that puts the mail's job into the queue: its key is why there is
never a second.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from creditai.disputes.ahead import ahead
from creditai.errors import NotFound
from creditai.flows import job
from creditai.flows.consents import has_consent
from creditai.flows.one_by_one import one_by_one
from creditai.flows.papers_of import papers_of
from creditai.papers import register
from creditai.papers.at import At
from creditai.store.jobs import defer
from creditai.store.tables.workspace import reminder, workspace
from creditai.wiring import Wiring

BEFORE = timedelta(days=5)
"""How long before a clock ends its mail goes out."""


@job(queue="mail", cron="7 * * * *")
def send_reminders(wiring: Wiring) -> None:
    today = wiring.clock.today()
    with wiring.database.purpose("system") as connection:
        due = select(workspace.c.person).where(workspace.c.due_on <= today + BEFORE)
        people = connection.execute(due).scalars().all()
    one_by_one(partial(_remind, wiring, person, today) for person in people)


def _remind(wiring: Wiring, person: UUID, today: date) -> None:
    try:
        with papers_of(wiring, person) as at:
            _mails(at, today)
    except NotFound:  # erased meanwhile
        return


def _mails(at: At, today: date) -> None:
    """Without consent there is none: the same days stand in the timeline."""
    agreed = has_consent(at.connection, at.person, "reminder-mail")
    said = register.lock(at).register
    days = [(dispute.id, each) for dispute in said.disputes for each in ahead(said, dispute)]
    for dispute, deadline in days:
        soon = today <= deadline.day <= today + BEFORE
        if agreed and soon and _first(at, dispute, deadline.what, deadline.day):
            told = {
                "person": str(at.person),
                "dispute": dispute,
                "what": deadline.what,
                "day": str(deadline.day),
            }
            defer(at.connection, "mail_reminder", told, queue="mail")
    after = today + BEFORE if agreed else today - timedelta(days=1)  # who agrees in time is still told
    later = min((each.day for _, each in days if each.day > after), default=None)
    at.connection.execute(update(workspace).where(workspace.c.person == at.person).values(due_on=later))


def _first(at: At, dispute: str, what: str, day: date) -> bool:
    made = insert(reminder).values(person=at.person, dispute=dispute, what=what, day=day, made_at=at.now)
    return at.connection.execute(made.on_conflict_do_nothing().returning(reminder.c.what)).first() is not None

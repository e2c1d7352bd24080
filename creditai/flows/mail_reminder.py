"""Mail one reminder, unless what it reminds of was answered meanwhile.

It is marked as sent before it is handed over, and unmarked when the mail server says no: a worker that is killed in
between may lose it, and never sends it twice. The timeline and the calendar hold the same day.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from creditai.disputes.ahead import ahead
from creditai.disputes.clocks import Deadline
from creditai.errors import NotFound, Unavailable
from creditai.flows import job
from creditai.flows.papers_of import papers_of
from creditai.flows.sign_up import place
from creditai.papers import register
from creditai.papers.at import At
from creditai.people import mails
from creditai.store.encryption import unseal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.workspace import reminder
from creditai.wiring import Wiring


@job(queue="mail", retries=8)
def mail_reminder(wiring: Wiring, person: str, dispute: str, what: str, day: str) -> None:
    """Ids and words of the reminder's key."""
    owner = UUID(person)
    key = (
        reminder.c.person == owner, reminder.c.dispute == dispute, reminder.c.what == what,
        reminder.c.day == date.fromisoformat(day),
    )  # fmt: skip
    try:
        with papers_of(wiring, owner) as at:
            found = _claimed(at, dispute, what, date.fromisoformat(day), key)
    except NotFound:  # erased meanwhile
        return
    if found is None:
        return
    address, deadline = found
    mail = mails.clock_ends(
        wiring.settings.address, dispute, deadline.title, deadline.day, deadline.estimated
    )
    try:
        wiring.post.send(address, mail.subject, mail.text)
    except Unavailable:
        with papers_of(wiring, owner) as at:
            at.connection.execute(update(reminder).where(*key).values(sent_at=None))
        raise


def _claimed(at: At, dispute: str, what: str, day: date, key: Any) -> tuple[str, Deadline] | None:
    """Address and clock, the reminder marked as sent; None when there is nothing to remind of any more."""
    said = register.read(at).register
    deadlines = [
        e for d in said.disputes if d.id == dispute for e in ahead(said, d) if (e.what, e.day) == (what, day)
    ]
    row = at.connection.execute(
        select(identity.c.address).where(identity.c.person == at.person, identity.c.state == "active")
    ).first()
    if not deadlines or row is None:
        return None
    marked = update(reminder).where(*key, reminder.c.sent_at.is_(None)).values(sent_at=at.now)
    if at.connection.execute(marked.returning(reminder.c.what)).first() is None:
        return None
    return unseal_text(at.key, row.address, place("address", at.person)), deadlines[0]

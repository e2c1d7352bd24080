"""Writes to the address of a sign-up: a link that confirms it, or, where it is confirmed already, that nothing was done.

The link is made here, so that no secret waits in the queue. Run twice, it writes twice; both links are good.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, select

from creditai.flows import job
from creditai.flows.send_mail import send_mail
from creditai.people import mails, tokens
from creditai.store.tables.identity import identity
from creditai.store.tables.mailed_link import mailed_link
from creditai.wiring import Wiring

HOURS = 24


@job(queue="mail", retries=8)
def mail_confirmation(wiring: Wiring, person: str) -> None:
    """`person`: whom the sign-up made."""
    owner = UUID(person)
    with wiring.database.purpose("sign-in") as connection:
        asked = select(identity).where(identity.c.person == owner)
        row = connection.execute(
            asked.with_for_update(key_share=True)
        ).first()  # nobody erases them meanwhile
        if row is None or row.state != "unconfirmed":
            return  # deleted meanwhile, or confirmed by an earlier mail
        mail = _mail(wiring, connection, row)
    send_mail(wiring, owner, row.address, mail)


def _mail(wiring: Wiring, connection: Connection, row: Any) -> mails.Mail:
    taken = select(identity.c.person).where(identity.c.digest == row.digest, identity.c.state == "active")
    if connection.execute(taken).first() is not None:
        return mails.already(wiring.settings.address)
    link = make_link(wiring, connection, row.person, "confirm", timedelta(hours=HOURS))
    return mails.confirm(wiring.settings.address, link, HOURS)


def make_link(wiring: Wiring, connection: Connection, owner: UUID, purpose: str, good: timedelta) -> str:
    """A new link of a mail; only its digest stays."""
    link, now = tokens.new_secret(), wiring.clock.now()
    connection.execute(
        mailed_link.insert().values(
            id=uuid4(),
            person=owner,
            purpose=purpose,
            digest=tokens.secret_digest(link),
            made_at=now,
            ends_at=now + good,
        )
    )
    return link

"""Tells a person by mail what was changed about signing in, so that they notice when it was not them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from creditai.flows import job
from creditai.flows.send_mail import send_mail
from creditai.people import mails
from creditai.store.tables.identity import identity
from creditai.wiring import Wiring


@job(queue="mail", retries=8)
def mail_notice(wiring: Wiring, person: str, what: str) -> None:
    """`what`: a key of mails.NOTICES."""
    owner = UUID(person)
    with wiring.database.scope(owner) as connection:
        sealed = connection.execute(select(identity.c.address)).scalar_one_or_none()
    if sealed is None:
        return
    send_mail(wiring, owner, sealed, mails.notice(wiring.settings.address, what))

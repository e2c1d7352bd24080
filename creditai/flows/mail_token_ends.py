"""Tells a person that a token of theirs ends on a day, so that its program is given another in time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from creditai.flows import job
from creditai.flows.send_mail import send_mail
from creditai.people import mails
from creditai.store.tables.identity import identity
from creditai.wiring import Wiring


@job(queue="mail", retries=8)
def mail_token_ends(wiring: Wiring, person: str, day: str) -> None:
    """`day`: as `warn_of_tokens` found it."""
    owner = UUID(person)
    with wiring.database.scope(owner) as connection:
        sealed = connection.execute(select(identity.c.address)).scalar_one_or_none()
    if sealed is not None:
        send_mail(wiring, owner, sealed, mails.token_ends(wiring.settings.address, date.fromisoformat(day)))

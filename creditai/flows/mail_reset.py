"""Writes a link for a new password to the address of this digest, if somebody has it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from creditai.flows import job
from creditai.flows.mail_confirmation import make_link
from creditai.flows.send_mail import send_mail
from creditai.people import mails
from creditai.store.tables.identity import identity
from creditai.wiring import Wiring

HOURS = 1


@job(queue="mail", retries=8)
def mail_reset(wiring: Wiring, digest: str) -> None:
    """`digest`: the blind index of the address, in hex."""
    with wiring.database.purpose("sign-in") as connection:
        asked = select(identity).where(
            identity.c.digest == bytes.fromhex(digest), identity.c.state == "active"
        )
        row = connection.execute(
            asked.with_for_update(key_share=True)
        ).first()  # nobody erases them meanwhile
        if row is None:
            return
        link = make_link(wiring, connection, row.person, "reset", timedelta(hours=HOURS))
    send_mail(wiring, row.person, row.address, mails.reset(wiring.settings.address, link, HOURS))

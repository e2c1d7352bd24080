"""Writes to somebody whose card was refused: what waits meanwhile, and where to give another card."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from creditai.billing.entitlements import entitlement
from creditai.billing.plans import offer
from creditai.flows import job
from creditai.flows.send_mail import send_mail
from creditai.ledger import mirror
from creditai.people import mails
from creditai.store.tables.identity import identity
from creditai.wiring import Wiring


@job(queue="mail", retries=8)
def mail_payment_failed(wiring: Wiring, person: str) -> None:
    """Not when it was paid meanwhile."""
    owner = UUID(person)
    with wiring.database.purpose("system") as connection:
        owes = entitlement(offer(), mirror.read(connection, owner).subscriptions).standing == "owing"
    with wiring.database.purpose("sign-in") as connection:
        row = connection.execute(select(identity).where(identity.c.person == owner)).first()
    if not owes or row is None or row.address is None:
        return
    send_mail(wiring, owner, row.address, mails.payment_failed(wiring.settings.address))

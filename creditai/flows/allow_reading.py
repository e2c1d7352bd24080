"""Whether one report more may be read now. It bounds abuse, not money: the free plan reads as many as the smallest one.

Counted are the papers of the period that were not refused and are still here: what is deleted makes room. Without a
subscription the period is the last thirty days. Where payments are not set up nothing is sold, and nothing bounded.
"""

from __future__ import annotations

from datetime import timedelta

from creditai.billing.entitlements import check_reports, entitlement
from creditai.billing.plans import offer
from creditai.flows.is_synthetic import is_synthetic
from creditai.ledger import mirror
from creditai.papers import uploads
from creditai.papers.at import At
from creditai.wiring import Wiring

FREE_PERIOD = timedelta(days=30)


def allow_reading(wiring: Wiring, at: At) -> None:
    """PlanTooSmall with the ways out. In the transaction that adds the paper: of two at once, one waits here."""
    if not wiring.stripe.configured or is_synthetic(at.connection, at.person):
        return
    right = entitlement(offer(), mirror.read(at.connection, at.person).subscriptions)
    uploads.one_after_another(at)
    read, oldest = uploads.since(at, right.since or at.now - FREE_PERIOD)
    until = right.until
    if right.since is None:
        until = None if oldest is None else oldest + FREE_PERIOD + timedelta(days=1)
    check_reports(right, read, None if until is None else until.date())

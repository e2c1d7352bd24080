"""Units that Stripe's meter hears of late: which of them an invoice can still hold.

A contract bills each letter with the period in which it was delivered, and names no other charge. So a unit whose period
was invoiced is not carried into the next: that one's price would be another than was signed, and a period that was at its
most would cost more after all. It is written off, by name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from creditai.billing.mirror import LIVE, Invoice, Subscription, Told

TAKEN_BACK = timedelta(days=34)
"""Stripe's meter takes nothing that is thirty-five days old."""


def running(subscriptions: tuple[Subscription, ...], at: datetime) -> Subscription | None:
    """The subscription whose period, as it runs, holds this moment."""
    return next((each for each in subscriptions if each.status in LIVE and each.period_start <= at), None)


def in_free_days(told: Told, at: datetime) -> bool:
    return any(
        each.trial_end is not None and each.created <= at < each.trial_end for each in told.subscriptions
    )


def can_be_billed(told: Told, at: datetime) -> bool:
    """Whether an invoice that is not made yet will hold what was delivered then."""
    drafts = (each for each in told.invoices if each.status == "draft")
    return running(told.subscriptions, at) is not None or any(_holds(each, at) for each in drafts)


def told_as(at: datetime, now: datetime) -> datetime:
    """The moment to tell: its own, or the earliest that is taken. Of use within one period alone, where both cost the same."""
    return max(at, now - TAKEN_BACK)


def closed(told: Told, since: datetime) -> tuple[Invoice, ...]:
    """Invoices made since then that bill a period which was not free."""
    return tuple(
        each
        for each in told.invoices
        if each.status in ("open", "paid", "uncollectible")
        and each.created >= since
        and each.period_start < each.period_end
        and not in_free_days(told, each.period_start)
    )


def _holds(bill: Invoice, at: datetime) -> bool:
    return bill.period_start <= at < bill.period_end

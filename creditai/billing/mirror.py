"""What Stripe said of one customer, as values, and where our rows differ from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

from creditai.billing.plans import Interval

LIVE = ("trialing", "active", "past_due")
"""Statuses that give a right."""

DriftKind = Literal[
    "subscription_missing",
    "subscription_differs",
    "subscription_unknown",
    "invoice_missing",
    "invoice_differs",
    "invoice_unknown",
    "customer_gone",
    "event_missed",
    "event_not_applied",
    "delivery_not_counted",
    "delivery_written_off",
    "count_differs",
    "no_contract",
    "two_subscriptions",
]
DRIFTS: dict[DriftKind, str] = {
    "subscription_missing": "Stripe has a subscription that we had not heard of: taken over.",
    "subscription_differs": "A subscription stood otherwise here than at Stripe: taken over.",
    "subscription_unknown": "A subscription stood here that Stripe does not know: removed, and with it every right.",
    "invoice_missing": "Stripe has an invoice that we had not heard of: taken over.",
    "invoice_differs": "An invoice stood otherwise here than at Stripe: taken over.",
    "invoice_unknown": "An invoice stood here that Stripe does not know: removed.",
    "customer_gone": "Stripe no longer knows the customer: their rights ended here.",
    "event_missed": "An event never reached us: looked up and applied.",
    "event_not_applied": "An event was received and its work not done: done now.",
    "delivery_not_counted": "A delivered letter was not in the meter: counted now, by the same identifier.",
    "delivery_written_off": "A delivered letter came to the meter after its period's invoice was made: never billed, written off.",
    "count_differs": "Stripe's meter counts otherwise than we delivered: for a person to look at.",
    "no_contract": "A subscription ran without a signed contract for it: ended, nothing is billed.",
    "two_subscriptions": "A person has two live subscriptions: for a person to look at.",
}
"""Every kind of drift, and what becomes of it; docs/reference/plans.md prints it."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """In Stripe's words; the period is its item's. `plan` and `interval` from the price's metadata, which is ours."""

    id: str
    status: str
    plan: str
    interval: Interval
    period_start: datetime
    period_end: datetime
    ends_with_period: bool
    trial_end: datetime | None
    schedule: str | None
    created: datetime


@dataclass(frozen=True, slots=True)
class Invoice:
    """`attempts` at the card, `next_attempt` while it is owed."""

    id: str
    subscription: str | None
    status: str
    due_cents: int
    paid_cents: int
    attempts: int
    next_attempt: datetime | None
    period_start: datetime
    period_end: datetime
    created: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """All of one customer. `gone`: Stripe does not know them, or deleted them."""

    subscriptions: tuple[Subscription, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Drift:
    kind: DriftKind
    subject: str
    told: str


def drifts(ours: Told, theirs: Told, customer: str, uncovered: Sequence[Subscription]) -> tuple[Drift, ...]:
    """Where our rows differ. `uncovered`: what runs and no contract in force is for."""
    if theirs.gone:
        rights = any(each.status in LIVE for each in ours.subscriptions)
        return (Drift("customer_gone", customer, DRIFTS["customer_gone"]),) if rights else ()
    found = [*_between("subscription", ours.subscriptions, theirs.subscriptions)]
    found += _between("invoice", ours.invoices, theirs.invoices)
    live = [each.id for each in theirs.subscriptions if each.status in LIVE]
    found += [Drift("no_contract", each.id, DRIFTS["no_contract"]) for each in uncovered]
    if len(live) > 1:
        found.append(Drift("two_subscriptions", customer, DRIFTS["two_subscriptions"]))
    return tuple(found)


def _between(
    what: Literal["subscription", "invoice"],
    ours: Sequence[Subscription | Invoice],
    theirs: Sequence[Subscription | Invoice],
) -> Iterator[Drift]:
    kinds: tuple[DriftKind, DriftKind, DriftKind]
    if what == "subscription":
        kinds = ("subscription_missing", "subscription_differs", "subscription_unknown")
    else:
        kinds = ("invoice_missing", "invoice_differs", "invoice_unknown")
    here, there = {each.id: each for each in ours}, {each.id: each for each in theirs}
    for id_ in sorted(there.keys() - here.keys()):
        yield Drift(kinds[0], id_, DRIFTS[kinds[0]])
    for id_ in sorted(there.keys() & here.keys()):
        names = [
            f.name for f in fields(there[id_]) if getattr(there[id_], f.name) != getattr(here[id_], f.name)
        ]
        if names:
            yield Drift(kinds[1], id_, f"{DRIFTS[kinds[1]]} Fields: {', '.join(names)}.")
    for id_ in sorted(here.keys() - there.keys()):
        yield Drift(kinds[2], id_, DRIFTS[kinds[2]])

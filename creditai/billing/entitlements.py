"""What Stripe's last word allows a person today, and whether a letter may be written now.

Nothing else gives a right: not our own contract, not a Checkout that was opened, not a date that has passed. A word
of Stripe's that we do not know allows what the free plan does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from creditai.billing.amounts import allowed
from creditai.billing.mirror import LIVE, Subscription
from creditai.billing.plans import FREE, Offer, Plan
from creditai.errors import NotYet, PlanTooSmall

Standing = Literal["none", "free_days", "paying", "ending", "owing", "ended"]
STANDINGS: dict[Standing, str] = {
    "none": "Never subscribed.",
    "free_days": "In the first days, which are not billed.",
    "paying": "Subscribed.",
    "ending": "Subscribed until the period ends; nothing follows.",
    "owing": "An invoice is unpaid: Stripe tries again, and no new letter is written until it is paid.",
    "ended": "The subscription is over.",
}
"""What each standing means; docs/reference/plans.md prints it."""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """`letters` and `reports`: in the period; `until`: its end. `subscription` is None in the free plan."""

    plan: Plan
    standing: Standing
    letters: int
    reports: int
    people: int
    since: datetime | None = None
    until: datetime | None = None
    subscription: str | None = None


def entitlement(offer: Offer, told: Sequence[Subscription]) -> Entitlement:
    """The one that counts: of live subscriptions the plan that allows most (two is a drift that reconciliation
    reports); without one, the free plan."""
    known = {plan.name for plan in offer.sold}
    live = [each for each in told if each.status in LIVE and each.plan in known]
    if not live:
        free = offer.plan(FREE)
        standing: Standing = "ended" if told else "none"
        return Entitlement(free, standing, free.letters, free.reports, free.people)
    best = max(live, key=lambda each: (offer.plan(each.plan).price_cents, each.interval, each.id))
    plan = offer.plan(best.plan)
    return Entitlement(
        plan,
        _standing(best),
        allowed(plan.letters, best.interval),
        allowed(plan.reports, best.interval),
        plan.people,
        best.period_start,
        best.period_end,
        best.id,
    )


def _standing(told: Subscription) -> Standing:
    if told.status == "past_due":
        return "owing"
    if told.ends_with_period:
        return "ending"
    return "free_days" if told.status == "trialing" else "paying"


def check_letters(
    right: Entitlement, letters_from: Sequence[datetime], delivered: int, asked: int, now: datetime
) -> None:
    """Whether `asked` letters more may be written, `delivered` being those of the period. `letters_from`: of each
    contract in force. NotYet names the day; PlanTooSmall says what is missing."""
    if not letters_from:
        raise PlanTooSmall(
            "Letters need a plan: choose one (GET /api/v1/plans), read and sign the disclosure (GET /api/v1/disclosure), "
            "make and sign the contract (POST /api/v1/contracts), then give a card (POST /api/v1/checkout)."
        )
    first = min(letters_from)
    if now < first:
        raise NotYet(
            "The law gives you three business days to cancel before any letter is written; "
            f"letters can be written from {first.isoformat(timespec='minutes')} on.",
            first.date(),
        )
    if right.standing == "owing":
        raise PlanTooSmall(
            "An invoice is unpaid. Letters can be written again when it is paid: open the portal (POST /api/v1/portal)."
        )
    if right.letters == 0:
        raise PlanTooSmall(
            "The contract is signed, but Stripe knows no subscription: finish the checkout (POST /api/v1/checkout)."
        )
    if delivered + asked > right.letters:
        raise PlanTooSmall(
            f"{right.plan.title} allows {right.letters} letters in this period and {delivered} are written. "
            f"A larger plan, or the next period, allows more."
        )


def check_reports(right: Entitlement, read: int, until: date | None) -> None:
    """Whether one report more may be read, `read` being those of the period and `until` the day when there is room again.
    PlanTooSmall says what the plan allows and the ways out. This bounds abuse, not money: what was read stays free."""
    if read < right.reports:
        return
    again = "in the next period" if until is None else f"from {until} on"
    raise PlanTooSmall(
        f"{right.plan.title} reads {right.reports} reports in a period, and {read} are here. What was read, and what is "
        f"wrong in it, stays. Delete one that you do not need, send this one {again}, or choose a larger plan."
    )


def check_people(right: Entitlement, people: int) -> None:
    """Whether letters may be written for so many people, told apart as their reports do."""
    if people > right.people:
        one = "one person" if right.people == 1 else f"{right.people} people"
        raise PlanTooSmall(
            f"{right.plan.title} writes letters for {one}, and these would be for {people}. Reading the reports of others "
            "and seeing what is wrong in them is free; a larger plan writes letters for more people."
        )

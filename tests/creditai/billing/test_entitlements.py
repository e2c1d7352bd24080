"""Only Stripe's word gives a right; a letter waits for the day, the contract and the payment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.billing.entitlements import (
    STANDINGS,
    Entitlement,
    check_letters,
    check_people,
    check_reports,
    entitlement,
)
from creditai.billing.mirror import LIVE, Subscription
from creditai.billing.plans import INTERVALS, offer
from creditai.errors import NotYet, PlanTooSmall

OFFER = offer()
NOW = datetime(2027, 3, 1, tzinfo=UTC)
MONTH = timedelta(days=31)


def told(
    status: str = "active", plan: str = "basic", *, ending: bool = False, id_: str = "sub_1"
) -> Subscription:
    return Subscription(id_, status, plan, "month", NOW - MONTH, NOW + MONTH, ending, None, None, NOW - MONTH)


def right(status: str = "active") -> Entitlement:
    return entitlement(OFFER, [told(status)])


words = st.sampled_from(
    ["active", "trialing", "past_due", "canceled", "unpaid", "incomplete", "paused", "a new word"]
)
anything = st.builds(
    Subscription,
    id=st.text(min_size=1, max_size=5),
    status=words,
    plan=st.sampled_from(["basic", "professional", "premium", "free", "gone"]),
    interval=st.sampled_from(INTERVALS),
    period_start=st.just(NOW),
    period_end=st.just(NOW + MONTH),
    ends_with_period=st.booleans(),
    trial_end=st.none(),
    schedule=st.none(),
    created=st.just(NOW),
)


@given(st.lists(anything, max_size=4))
def test_without_a_live_subscription_there_is_the_free_plan(subscriptions: list[Subscription]) -> None:
    found = entitlement(OFFER, subscriptions)
    live = [s for s in subscriptions if s.status in LIVE and s.plan in {p.name for p in OFFER.sold}]
    assert (found.subscription is None) == (live == [])
    assert (found.letters == 0) == (live == [])
    assert found.standing in STANDINGS
    assert entitlement(OFFER, subscriptions[::-1]) == found or len({s.id for s in live}) < len(live)


@pytest.mark.parametrize(
    ("given_", "standing"),
    [
        ([], "none"),
        ([told("canceled")], "ended"),
        ([told("trialing")], "free_days"),
        ([told()], "paying"),
        ([told(ending=True)], "ending"),
        ([told("past_due")], "owing"),
    ],
)
def test_how_a_person_stands_is_stripes_last_word(given_: list[Subscription], standing: str) -> None:
    assert entitlement(OFFER, given_).standing == standing


def test_of_two_the_larger_counts() -> None:
    assert entitlement(OFFER, [told(), told(plan="premium", id_="sub_2")]).subscription == "sub_2"


def test_letters_need_a_contract_the_day_a_subscription_and_room() -> None:
    early, open_ = NOW + timedelta(days=2), NOW - timedelta(days=2)
    check_letters(right(), [open_], 0, 10, NOW)
    check_letters(right(), [early, open_], 0, 1, NOW)
    with pytest.raises(PlanTooSmall, match="make and sign the contract"):
        check_letters(right(), [], 0, 1, NOW)
    with pytest.raises(NotYet, match="three business days") as refused:
        check_letters(right(), [early], 0, 1, NOW)
    assert refused.value.when == early.date()
    check_letters(right(), [NOW], 0, 1, NOW)  # from that very moment on
    with pytest.raises(PlanTooSmall, match="checkout"):
        check_letters(entitlement(OFFER, []), [open_], 0, 1, NOW)
    with pytest.raises(PlanTooSmall, match="unpaid"):
        check_letters(right("past_due"), [open_], 0, 1, NOW)
    with pytest.raises(PlanTooSmall, match="allows 10 letters"):
        check_letters(right(), [open_], 9, 2, NOW)


def test_reports_and_people_are_bounded_by_the_plan() -> None:
    check_reports(right(), 11, NOW.date())
    with pytest.raises(
        PlanTooSmall, match=r"Basic reads 12 reports .* from 2027-03-01 on, or choose a larger plan"
    ):
        check_reports(right(), 12, NOW.date())
    with pytest.raises(PlanTooSmall, match="in the next period"):
        check_reports(entitlement(OFFER, []), 12, None)
    check_people(right(), 1)
    with pytest.raises(PlanTooSmall, match="for one person, and these would be for 2"):
        check_people(right(), 2)
    two = entitlement(OFFER, [told(plan="professional")])
    check_people(two, 2)
    with pytest.raises(PlanTooSmall, match="for 2 people"):
        check_people(two, 3)

"""What is due: the lesser of plan and delivery, never before delivery; Stripe's tiers say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.billing.amounts import Tier, allowed, due, most, tiers, unit_price
from creditai.billing.plans import INTERVALS, Interval, Offer, Plan, cents, dollars, offer, read

OFFER = offer()
plans = st.sampled_from(OFFER.sold)
intervals = st.sampled_from(INTERVALS)
counts = st.integers(min_value=0, max_value=10_000)


@st.composite
def offers(draw: st.DrawFn) -> tuple[Offer, Plan]:
    """Any table that could be sold."""
    plan = Plan("any", "Any", draw(st.integers(1, 50_000)), 1, 1, 1)
    free = Plan("free", "Free", 0, 1, 0, 1)
    made = Offer("letter", draw(st.integers(2, 5_000)), draw(st.integers(0, 49)), 7, (free, plan))
    return made, plan


def by_tiers(found: tuple[Tier, ...], units: int) -> int:
    """What graduated tiers come to, unit by unit."""
    total, start = 0, 0
    for tier in found:
        top = units if tier.up_to is None else min(units, tier.up_to)
        total += max(0, top - start) * tier.unit_cents
        start = max(start, top)
    return total


def test_the_table_of_the_issue() -> None:
    assert [(p.name, dollars(p.price_cents)) for p in OFFER.sold] == [
        ("basic", "29.99"),
        ("professional", "59.99"),
        ("premium", "99.99"),
    ]
    assert (OFFER.unit_price_cents, OFFER.yearly_percent_less, OFFER.free_days) == (500, 20, 7)


@pytest.mark.parametrize(
    ("interval", "units", "cents_due"),
    [("month", 0, 0), ("month", 1, 500), ("month", 5, 2500), ("month", 6, 2999), ("year", 1, 400), ("year", 99, 28_790)],
)  # fmt: skip
def test_what_basic_costs(interval: Interval, units: int, cents_due: int) -> None:
    assert due(OFFER, OFFER.plan("basic"), interval, units) == cents_due


@given(offers(), intervals, counts)
def test_the_tiers_say_the_same(made: tuple[Offer, Plan], interval: Interval, units: int) -> None:
    found = tiers(*made, interval)
    assert by_tiers(found, units) == due(*made, interval, units)
    assert found[-1] == Tier(None, 0)
    tops = [t.up_to or 0 for t in found[:-1]]
    assert tops == sorted(set(tops))


@given(plans, intervals, counts)
def test_never_more_than_the_plan_nor_than_was_delivered(plan: Plan, interval: Interval, units: int) -> None:
    amount = due(OFFER, plan, interval, units)
    assert 0 <= amount <= most(OFFER, plan, interval)
    assert amount <= units * unit_price(OFFER, interval)
    assert amount in (most(OFFER, plan, interval), units * unit_price(OFFER, interval))


@given(plans, intervals, counts)
def test_one_letter_more_never_costs_less(plan: Plan, interval: Interval, units: int) -> None:
    assert due(OFFER, plan, interval, units) <= due(OFFER, plan, interval, units + 1)


@given(plans, intervals, counts)
def test_the_first_days_cost_nothing(plan: Plan, interval: Interval, units: int) -> None:
    assert due(OFFER, plan, interval, units, free_days=True) == 0


@given(plans)
def test_a_year_is_a_fifth_less_to_the_cent_in_the_consumers_favour(plan: Plan) -> None:
    exact = plan.price_cents * 12 * 80
    assert most(OFFER, plan, "year") * 100 <= exact < (most(OFFER, plan, "year") + 1) * 100
    assert (allowed(plan.letters, "month"), allowed(plan.letters, "year")) == (
        plan.letters,
        12 * plan.letters,
    )


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        due(OFFER, OFFER.plan("basic"), "month", -1)


@pytest.mark.parametrize("text", ["1.005", "-1", "-0.01"])
def test_money_is_whole_cents(text: str) -> None:
    with pytest.raises(ValueError, match="whole cents"):
        cents(text)


def test_a_table_that_cannot_be_sold_is_refused() -> None:
    good = 'unit="letter"\nunit_price="5.00"\nyearly_percent_less=20\nfree_days=7\n'
    row = '[free]\ntitle="Free"\nprice="{}"\nreports=1\nletters=0\npeople=1\n'
    assert read(good + row.format("0.00")).plan("free").letters == 0
    with pytest.raises(ValueError, match="costs nothing"):
        read(good + row.format("1.00"))
    for told, wrong in (("20", "100"), ("20", "-1"), ("=7", "=-1"), ("5.00", "0.00")):
        with pytest.raises(ValueError, match="discount"):
            read(good.replace(told, wrong) + row.format("0.00"))
    least = good.replace("20", "0").replace("=7", "=0").replace("5.00", "0.01")
    assert read(least + row.format("0.00")).unit_price_cents == 1

"""What it bills and when, told by Stripe's own client."""

from __future__ import annotations

import pytest
import stripe
from stripe import Invoice

from tests.rehearsal.stripe.conftest import PERIOD_START, Town

DAY = 86_400
TRIAL_END = PERIOD_START + 7 * DAY
MONTH_END = 1_802_044_800
"""2027-02-08: a month after the trial."""


def bills(town: Town, customer: str) -> list[Invoice]:
    return list(reversed(town.client.v1.invoices.list({"customer": customer, "limit": 50}).data))


@pytest.mark.parametrize(("units", "due"), [(0, 0), (1, 500), (5, 2500), (6, 2999), (7, 2999), (40, 2999)])
def test_a_month_costs_the_lesser_of_units_and_plan(town: Town, units: int, due: int) -> None:
    customer, clock, _ = town.subscribed()
    town.forward(clock, TRIAL_END + DAY)
    town.deliver(customer, units, TRIAL_END + DAY)
    town.forward(clock, MONTH_END)
    assert [b.amount_due for b in bills(town, customer)] == [0, 0, due]
    assert [b.status for b in bills(town, customer)] == ["paid"] * 3


def test_what_is_delivered_in_the_trial_is_never_billed(town: Town) -> None:
    customer, clock, sub = town.subscribed()
    town.forward(clock, PERIOD_START + 6 * DAY)
    town.deliver(customer, 4, PERIOD_START + 6 * DAY)
    town.forward(clock, MONTH_END)
    assert [b.amount_due for b in bills(town, customer)] == [0, 0, 0]
    assert town.client.v1.subscriptions.retrieve(sub).status == "active"


def test_the_period_stands_on_the_item_and_the_subscription_under_the_parent(town: Town) -> None:
    customer, clock, id_ = town.subscribed()
    town.forward(clock, TRIAL_END)
    sub = town.client.v1.subscriptions.retrieve(id_)
    assert sub["items"].data[0].current_period_end == MONTH_END
    assert not hasattr(sub, "current_period_end")
    parent = bills(town, customer)[0].parent
    assert parent is not None
    assert parent.subscription_details is not None
    assert parent.subscription_details.subscription == id_


def test_one_jump_and_many_steps_end_alike(town: Town) -> None:
    ends = []
    for step in (400 * DAY, 3 * DAY):
        customer, clock, id_ = town.subscribed()
        for at in range(PERIOD_START + step, PERIOD_START + 400 * DAY + 1, step):
            town.forward(clock, at)
        sub = town.client.v1.subscriptions.retrieve(id_)
        ends.append(
            (len(bills(town, customer)), sub.status, sub["items"].data[0].current_period_end // (40 * DAY))
        )
    assert ends[0] == ends[1]


def test_a_card_that_refuses_is_tried_again_and_then_it_ends(town: Town) -> None:
    customer, clock, id_ = town.subscribed(card="4000000000000341")
    town.forward(clock, TRIAL_END + DAY)
    town.deliver(customer, 2, TRIAL_END + DAY)
    town.forward(clock, MONTH_END)
    assert town.client.v1.subscriptions.retrieve(id_).status == "past_due"
    bill = bills(town, customer)[-1]
    assert (bill.status, bill.attempt_count, bill.next_payment_attempt) == ("open", 1, MONTH_END + 3 * DAY)
    town.forward(clock, MONTH_END + 16 * DAY)
    assert town.client.v1.subscriptions.retrieve(id_).status == "canceled"
    assert bills(town, customer)[-1].attempt_count == 4


def test_a_new_card_at_the_portal_pays_what_is_open(town: Town) -> None:
    customer, clock, id_ = town.subscribed(card="4000000000000341")
    town.forward(clock, TRIAL_END + DAY)
    town.deliver(customer, 2, TRIAL_END + DAY)
    town.forward(clock, MONTH_END)
    url = town.client.v1.billing_portal.sessions.create({"customer": customer}).url
    assert town.stand_in.pay(url) == 200
    assert town.client.v1.subscriptions.retrieve(id_).status == "active"
    assert bills(town, customer)[-1].amount_paid == 1000


def test_a_card_refused_at_once_leaves_the_session_open(town: Town) -> None:
    customer, _ = town.person()
    session = town.client.v1.checkout.sessions.create(
        {
            "mode": "subscription",
            "customer": customer,
            "line_items": [{"price": town.price}],
            "success_url": "",
        }
    )
    assert session.url is not None
    assert town.stand_in.pay(session.url, "4000000000000002") == 402
    assert town.client.v1.checkout.sessions.retrieve(session.id).status == "open"
    assert town.client.v1.subscriptions.list({"customer": customer}).data == []


def test_another_price_begins_with_the_next_period(town: Town) -> None:
    customer, clock, id_ = town.subscribed()
    town.forward(clock, TRIAL_END + DAY)
    product = town.client.v1.products.create({"name": "More"})
    dearer = town.client.v1.prices.create(
        {
            "currency": "usd", "product": product.id, "billing_scheme": "tiered", "tiers_mode": "graduated",
            "tiers": [{"up_to": "inf", "unit_amount": 700}],
            "recurring": {"interval": "month", "usage_type": "metered", "meter": town.meter},
        }
    )  # fmt: skip
    plan = town.client.v1.subscription_schedules.create({"from_subscription": id_})
    town.client.v1.subscription_schedules.update(
        plan.id,
        {
            "end_behavior": "release",
            "phases": [
                {"items": [{"price": town.price}], "start_date": TRIAL_END, "end_date": MONTH_END},
                {"items": [{"price": dearer.id}], "duration": {"interval": "month", "interval_count": 1}},
            ],
        },
    )
    town.deliver(customer, 1, TRIAL_END + DAY, "old")
    town.forward(clock, MONTH_END + DAY)
    town.deliver(customer, 1, MONTH_END + DAY, "new")
    town.forward(clock, MONTH_END + 40 * DAY)
    assert [b.amount_due for b in bills(town, customer)] == [0, 0, 500, 700]
    sub = town.client.v1.subscriptions.retrieve(id_)
    assert sub.schedule is None
    assert sub["items"].data[0].price.id == dearer.id


def test_the_end_of_the_period_and_the_end_at_once(town: Town) -> None:
    customer, clock, first = town.subscribed()
    town.forward(clock, TRIAL_END + DAY)
    town.deliver(customer, 1, TRIAL_END + DAY)
    town.client.v1.subscriptions.update(first, {"cancel_at_period_end": True})
    town.forward(clock, MONTH_END)
    assert town.client.v1.subscriptions.retrieve(first).status == "canceled"
    assert bills(town, customer)[-1].amount_paid == 500
    other, _, second = town.subscribed()
    town.client.v1.subscriptions.cancel(second)
    assert town.client.v1.subscriptions.retrieve(second).status == "canceled"
    assert [b.amount_due for b in bills(town, other)] == [0]


def test_a_refund_is_never_more_than_was_paid(town: Town) -> None:
    customer, clock, _ = town.subscribed()
    town.forward(clock, TRIAL_END + DAY)
    town.deliver(customer, 2, TRIAL_END + DAY)
    town.forward(clock, MONTH_END)
    payment = town.client.v1.invoice_payments.list({"invoice": bills(town, customer)[-1].id}).data[0].payment
    assert isinstance(payment.payment_intent, str)
    half = town.client.v1.refunds.create({"payment_intent": payment.payment_intent, "amount": 600})
    assert half.amount == 600
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        town.client.v1.refunds.create({"payment_intent": payment.payment_intent, "amount": 500})
    town.client.v1.refunds.create({"payment_intent": payment.payment_intent})
    with pytest.raises(stripe.InvalidRequestError, match="already been refunded"):
        town.client.v1.refunds.create({"payment_intent": payment.payment_intent})


def test_a_meter_counts_an_identifier_once(town: Town) -> None:
    customer, clock, _ = town.subscribed()
    town.forward(clock, TRIAL_END + DAY)
    town.deliver(customer, 1, TRIAL_END + DAY)
    with pytest.raises(stripe.InvalidRequestError, match="already exists"):
        town.deliver(customer, 1, TRIAL_END + DAY)
    town.forward(clock, MONTH_END)
    assert bills(town, customer)[-1].amount_due == 500

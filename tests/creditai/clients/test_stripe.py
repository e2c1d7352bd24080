"""Stripe's answers as our values and its failures as our errors, against the stand-in over a socket."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import stripe

from creditai.billing import amounts
from creditai.billing.plans import offer
from creditai.clients.stripe import EVENTS, VERSION, Stripe, StripeRefused
from creditai.errors import NotAllowed, Unavailable, WrongUsage
from creditai.settings import Secret, Settings
from rehearsal.stripe import VERSION as SPOKEN
from rehearsal.stripe.running import Running

DAY = 86_400
BACK = "http://127.0.0.1/plans"


@pytest.fixture(scope="module")
def stand_in() -> Iterator[Running]:
    with Running() as running:
        yield running


def settings(stand_in: Running) -> Settings:
    return Settings(
        stripe_key=Secret(stand_in.key),
        stripe_address=stand_in.address,
        stripe_webhook_secret=Secret("whsec_old,whsec_new"),
    )


@pytest.fixture(scope="module")
def client(stand_in: Running) -> Stripe:
    made = Stripe(settings(stand_in))
    assert len(made.prepare(offer())) == 7
    return made


def subscribed(stand_in: Running, client: Stripe, plan: str = "basic") -> str:
    customer = client.customer(uuid4())
    price = client.price(plan, "month")
    url = client.checkout(customer, price, contract=uuid4(), free_days=7, back=BACK, key="k")
    assert stand_in.pay(url) == 303
    return customer


def test_it_speaks_one_version() -> None:
    assert VERSION == SPOKEN


def test_to_prepare_twice_makes_nothing(client: Stripe) -> None:
    assert client.prepare(offer()) == ()
    dearer = replace(offer(), unit_price_cents=600)
    assert client.prepare(dearer) == tuple(f"{p.name}_{i}" for p in dearer.sold for i in ("month", "year"))
    assert len(client.prepare(offer())) == 6


def test_a_subscription_as_a_value(stand_in: Running, client: Stripe) -> None:
    customer = subscribed(stand_in, client, "professional")
    (sub,) = client.told(customer).subscriptions
    assert (sub.plan, sub.interval, sub.status, sub.ends_with_period) == (
        "professional",
        "month",
        "trialing",
        False,
    )
    assert sub.period_end - sub.period_start == timedelta(days=7)
    (bill,) = client.told(customer).invoices
    assert (bill.subscription, bill.status, bill.due_cents) == (sub.id, "paid", 0)


def test_the_same_checkout_again_and_another_after_it_is_done(stand_in: Running, client: Stripe) -> None:
    customer, contract = client.customer(uuid4()), uuid4()
    price = client.price("basic", "month")
    first = client.checkout(customer, price, contract=contract, free_days=7, back=BACK, key="k")
    assert client.checkout(customer, price, contract=contract, free_days=7, back=BACK, key="k") == first
    client.close_checkouts(customer)
    assert stand_in.pay(first) == 400
    second = client.checkout(customer, price, contract=contract, free_days=7, back=BACK, key="k")
    assert second != first


def test_a_delivered_unit_is_counted_once_and_billed(stand_in: Running, client: Stripe) -> None:
    customer = subscribed(stand_in, client)
    stand_in.tell("clock", offset=10 * DAY)
    now = datetime.now(UTC) + timedelta(days=10)
    one, two = uuid4(), uuid4()
    for delivery in (one, one, two):
        client.count(customer, delivery, now)
    assert client.counted(customer, now - timedelta(hours=1), now + timedelta(hours=1)) == 2
    stand_in.tell("clock", offset=41 * DAY)
    newest = client.told(customer).invoices[0]
    assert newest.paid_cents == amounts.due(offer(), offer().plan("basic"), "month", 2) == 1000
    assert client.refunded(newest.id) == 0
    (back,) = client.refund(newest.id, 400, "r1")
    assert client.refund(newest.id, 400, "r1") == (back,)
    assert client.refunded(newest.id) == 400


def test_a_change_of_plan_waits_and_can_be_taken_back(stand_in: Running, client: Stripe) -> None:
    customer = subscribed(stand_in, client)
    (sub,) = client.told(customer).subscriptions
    client.change_plan(sub, "premium", "month", after=sub.created)
    (waiting,) = client.told(customer).subscriptions
    assert waiting.plan == "basic"
    assert waiting.schedule is not None
    client.end_with_period(waiting, True)
    (ending,) = client.told(customer).subscriptions
    assert (ending.schedule, ending.ends_with_period) == (None, True)
    client.end_with_period(ending, False)
    (kept,) = client.told(customer).subscriptions
    client.change_plan(kept, "premium", "year", after=sub.created)
    (waiting,) = client.told(customer).subscriptions
    assert (waiting.schedule is not None, waiting.ends_with_period) == (True, False)


def test_what_is_gone_is_gone(stand_in: Running, client: Stripe) -> None:
    customer = subscribed(stand_in, client)
    (sub,) = client.told(customer).subscriptions
    client.end(sub.id)
    client.end(sub.id)
    client.delete_customer(customer)
    client.delete_customer(customer)
    assert client.told(customer).gone
    assert client.told("cus_never").gone


def test_a_webhook_is_believed_for_its_signature_alone(client: Stripe) -> None:
    body = json.dumps(
        {"id": "evt_1", "object": "event", "type": "invoice.paid", "created": 1, "api_version": VERSION,
         "data": {"object": {"id": "in_1", "object": "invoice", "customer": "cus_1"}}}
    )  # fmt: skip
    sign = stripe.WebhookSignature.generate_signature_header
    for secret in ("whsec_old", "whsec_new"):
        event = client.event(body.encode(), sign(body, secret))
        assert (event.id, event.type, event.customer, event.subject) == (
            "evt_1",
            "invoice.paid",
            "cus_1",
            "in_1",
        )
    wrong = [sign(body, "whsec_other"), sign(body + " ", "whsec_new"), sign(body, "whsec_new", int(time.time()) - 400),
             None, "", "t=1", "v1=00", "t=x,v1=y"]  # fmt: skip
    for signature in wrong:
        with pytest.raises(NotAllowed, match="signature"):
            client.event(body.encode(), signature)
    with pytest.raises(NotAllowed, match="signature"):
        client.event(b"\xff\xfe", "t=1,v1=00")
    old = body.replace(VERSION, "2025-03-31.basil")
    with pytest.raises(NotAllowed, match="version"):
        client.event(old.encode(), sign(old, "whsec_new"))


def test_without_a_secret_no_webhook_is_believed(stand_in: Running) -> None:
    bare = Stripe(replace(settings(stand_in), stripe_webhook_secret=Secret("")))
    with pytest.raises(NotAllowed):
        bare.event(b"{}", stripe.WebhookSignature.generate_signature_header("{}", ""))


def test_its_failures_are_ours(stand_in: Running, client: Stripe) -> None:
    stand_in.tell("faults", status=500, count=2, path="/v1/customers")
    with pytest.raises(Unavailable, match="does not answer"):
        client.told("cus_any")
    with pytest.raises(Unavailable, match="our key"):
        Stripe(replace(settings(stand_in), stripe_key=Secret("sk_test_other"))).told("cus_any")
    with pytest.raises(Unavailable, match="not set up"):
        Stripe(Settings()).told("cus_any")
    with pytest.raises(StripeRefused):
        client.portal("cus_never", BACK)
    with pytest.raises(Unavailable, match="plans are not set up"):
        client.price("basic_old", "month")


def test_keys_and_addresses_that_do_not_belong_here() -> None:
    with pytest.raises(WrongUsage, match="live key"):
        Stripe(Settings(stripe_key=Secret("sk_live_example")))
    with pytest.raises(WrongUsage, match="rehearsals"):
        Stripe(Settings(environment="production", stripe_address="http://127.0.0.1:1"))


def test_its_endpoint_is_looked_at(client: Stripe) -> None:
    assert client.endpoint("https://example.com/none") is None
    assert client.make_endpoint("http://127.0.0.1:9/hook").startswith("whsec_")
    found = client.endpoint("http://127.0.0.1:9/hook")
    assert found is not None
    assert (found.version, found.enabled, found.lacks) == (VERSION, True, ())
    assert len(EVENTS) == 12


def test_events_of_a_while_ago_are_found_again(stand_in: Running, client: Stripe) -> None:
    customer = subscribed(stand_in, client)
    types = {e.type for e in client.events(datetime.now(UTC) - timedelta(days=1)) if e.customer == customer}
    assert {"customer.subscription.created", "invoice.paid", "checkout.session.completed"} <= types

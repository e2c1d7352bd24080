"""Every answer, event and parameter is one that Stripe's own client knows, in the version that both pin."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import httpx2
import pytest
import stripe
from stripe import StripeClient
from stripe._api_version import _ApiVersion

from rehearsal.stripe import VERSION
from rehearsal.stripe.calls import every_call
from tests.rehearsal.stripe.conftest import PERIOD_START, Town
from tests.rehearsal.stripe.models import model_of, unlike

DAY = 86_400


def raw(town: Town, path: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {town.stand_in.key}", "Stripe-Version": VERSION}
    answered = httpx2.get(f"{town.stand_in.address}{path}", headers=headers)
    found: dict[str, Any] = answered.raise_for_status().json()
    return found


def test_it_speaks_the_version_of_the_client() -> None:
    assert VERSION == _ApiVersion.CURRENT


def test_the_comparison_sees_what_is_wrong() -> None:
    good = {"id": "bps_1", "object": "billing_portal.session", "configuration": "c", "created": 1, "livemode": False,
            "customer": "cus_1", "locale": None, "url": "http://127.0.0.1"}  # fmt: skip
    assert unlike(good, stripe.billing_portal.Session) == []
    assert unlike(good | {"colour": "blue"}, stripe.billing_portal.Session)
    assert unlike(good | {"created": "1"}, stripe.billing_portal.Session)
    assert unlike(good | {"locale": "xx"}, stripe.billing_portal.Session)
    assert unlike({k: v for k, v in good.items() if k != "url"}, stripe.billing_portal.Session)


def test_every_object_is_as_the_client_models_it(town: Town) -> None:
    customer, clock, sub = town.subscribed()
    town.client.v1.billing_portal.sessions.create({"customer": customer})
    town.client.v1.webhook_endpoints.create(
        {"url": "http://127.0.0.1:9/none", "enabled_events": ["payout.paid"]}
    )
    town.client.v1.subscription_schedules.create({"from_subscription": sub})
    town.forward(clock, PERIOD_START + 8 * DAY)
    town.deliver(customer, 2, PERIOD_START + 8 * DAY)
    town.forward(clock, PERIOD_START + 40 * DAY)
    bill = town.client.v1.invoices.list({"customer": customer}).data[0]
    payment = town.client.v1.invoice_payments.list({"invoice": bill.id}).data[0].payment
    assert isinstance(payment.payment_intent, str)
    town.client.v1.refunds.create({"payment_intent": payment.payment_intent})
    looked_at = set()
    span = f"customer={customer}&start_time={PERIOD_START}&end_time={PERIOD_START + 60 * DAY}"
    for path in (
        "customers?limit=5", "prices?limit=5&expand[]=data.tiers", "billing/meters?limit=5", "checkout/sessions?limit=5",
        "subscriptions?status=all", "invoices?limit=9", "invoice_payments?limit=5", "refunds?limit=5", "events?limit=100",
        "webhook_endpoints?limit=5", f"billing/meters/{town.meter}/event_summaries?{span}",
    ):  # fmt: skip
        answer = raw(town, f"/v1/{path}")
        assert answer["data"], path
        for each in answer["data"]:
            looked_at.add(each["object"])
            assert unlike(each, model_of(each)) == [], path
    assert looked_at >= {
        "customer",
        "price",
        "subscription",
        "invoice",
        "refund",
        "event",
        "checkout.session",
    }


def test_every_event_carries_an_object_as_the_client_models_it(town: Town) -> None:
    town.subscribed()
    for event in raw(town, "/v1/events?limit=100")["data"]:
        about = event["data"]["object"]
        if not about.get("deleted"):
            assert unlike(about, model_of(about), event["type"]) == []


SERVICES = {
    ("POST", "/v1/customers"): ("customer", "CustomerCreateParams"),
    ("GET", "/v1/customers"): ("customer", "CustomerListParams"),
    ("POST", "/v1/customers/{id}"): ("customer", "CustomerUpdateParams"),
    ("POST", "/v1/products"): ("product", "ProductCreateParams"),
    ("POST", "/v1/prices"): ("price", "PriceCreateParams"),
    ("GET", "/v1/prices"): ("price", "PriceListParams"),
    ("POST", "/v1/billing/meters"): ("billing._meter", "MeterCreateParams"),
    ("GET", "/v1/billing/meters"): ("billing._meter", "MeterListParams"),
    ("POST", "/v1/billing/meter_events"): ("billing._meter_event", "MeterEventCreateParams"),
    ("GET", "/v1/billing/meters/{id}/event_summaries"): (
        "billing._meter_event_summary",
        "MeterEventSummaryListParams",
    ),
    ("POST", "/v1/checkout/sessions"): ("checkout._session", "SessionCreateParams"),
    ("GET", "/v1/checkout/sessions"): ("checkout._session", "SessionListParams"),
    ("POST", "/v1/billing_portal/sessions"): ("billing_portal._session", "SessionCreateParams"),
    ("GET", "/v1/subscriptions"): ("subscription", "SubscriptionListParams"),
    ("POST", "/v1/subscriptions/{id}"): ("subscription", "SubscriptionUpdateParams"),
    ("DELETE", "/v1/subscriptions/{id}"): ("subscription", "SubscriptionCancelParams"),
    ("POST", "/v1/subscription_schedules"): ("subscription_schedule", "SubscriptionScheduleCreateParams"),
    ("POST", "/v1/subscription_schedules/{id}"): (
        "subscription_schedule",
        "SubscriptionScheduleUpdateParams",
    ),
    ("GET", "/v1/invoices"): ("invoice", "InvoiceListParams"),
    ("GET", "/v1/invoice_payments"): ("invoice_payment", "InvoicePaymentListParams"),
    ("POST", "/v1/refunds"): ("refund", "RefundCreateParams"),
    ("GET", "/v1/refunds"): ("refund", "RefundListParams"),
    ("POST", "/v1/test_helpers/test_clocks"): ("test_helpers._test_clock", "TestClockCreateParams"),
    ("POST", "/v1/test_helpers/test_clocks/{id}/advance"): (
        "test_helpers._test_clock",
        "TestClockAdvanceParams",
    ),
    ("GET", "/v1/events"): ("event", "EventListParams"),
    ("POST", "/v1/webhook_endpoints"): ("webhook_endpoint", "WebhookEndpointCreateParams"),
    ("GET", "/v1/webhook_endpoints"): ("webhook_endpoint", "WebhookEndpointListParams"),
}


def test_every_parameter_is_one_of_the_client() -> None:
    for key, (allowed, _) in every_call().items():
        extra = allowed - {"expand"}
        if key not in SERVICES:
            assert extra == set(), f"{key} takes parameters that nobody compared"
            continue
        room, name = SERVICES[key]
        path = room if "." in room else f"_{room}"
        folder, _, last = path.rpartition(".")
        module = import_module(
            ".".join(filter(None, ("stripe.params", folder, f"{last}_{_verb(name)}_params")))
        )
        assert extra <= set(getattr(module, name).__annotations__), key


def _verb(name: str) -> str:
    return next(
        v for v in ("create", "list", "update", "cancel", "advance") if name.endswith(f"{v.title()}Params")
    )


def test_what_it_does_not_know_it_refuses(town: Town) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter"):
        town.client.v1.customers.create({"phone": "555-0100"})
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        town.client.v1.charges.list()
    old = StripeClient(town.stand_in.key, base_addresses={"api": town.stand_in.address}, stripe_version="2025-03-31.basil",
                       max_network_retries=0)  # fmt: skip
    with pytest.raises(stripe.InvalidRequestError, match="speaks"):
        old.v1.customers.list()
    with pytest.raises(stripe.AuthenticationError):
        StripeClient("sk_test_wrong", base_addresses={"api": town.stand_in.address}, stripe_version=VERSION,
                     max_network_retries=0).v1.customers.list()  # fmt: skip

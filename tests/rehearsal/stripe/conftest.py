"""One process of the stand-in for a test module, and Stripe's own client against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from stripe import StripeClient

from rehearsal.stripe import VERSION
from rehearsal.stripe.running import Running

PERIOD_START = 1_798_761_600
"""2027-01-01 00:00 UTC."""


@dataclass
class Town:
    """`price` is metered in tiers: five units at 5.00, a sixth at 4.99, then nothing."""

    stand_in: Running
    client: StripeClient
    meter: str
    price: str

    def person(self, at: int = PERIOD_START) -> tuple[str, str]:
        """A customer on a clock of their own: (customer, clock)."""
        clock = self.client.v1.test_helpers.test_clocks.create({"frozen_time": at})
        made = self.client.v1.customers.create({"email": "alice@example.org", "test_clock": clock.id})
        return made.id, clock.id

    def subscribed(self, card: str = "4242424242424242", trial: int = 7) -> tuple[str, str, str]:
        """(customer, clock, subscription) of somebody who went through Checkout."""
        customer, clock = self.person()
        session = self.client.v1.checkout.sessions.create(
            {
                "mode": "subscription",
                "customer": customer,
                "line_items": [{"price": self.price}],
                "subscription_data": {"trial_period_days": trial, "metadata": {"person": "p1"}},
                "success_url": "",
            }
        )
        assert session.url is not None
        assert self.stand_in.pay(session.url, card) == 200
        done = self.client.v1.checkout.sessions.retrieve(session.id)
        assert isinstance(done.subscription, str)
        return customer, clock, done.subscription

    def deliver(self, customer: str, count: int, at: int, name: str = "d") -> None:
        for i in range(count):
            self.client.v1.billing.meter_events.create(
                {
                    "event_name": "delivered",
                    "payload": {"stripe_customer_id": customer, "value": "1"},
                    "identifier": f"{customer}-{name}-{i}",
                    "timestamp": at,
                }
            )

    def forward(self, clock: str, to: int) -> None:
        self.client.v1.test_helpers.test_clocks.advance(clock, {"frozen_time": to})


def tiers() -> list[Any]:
    return [
        {"up_to": 5, "unit_amount": 500},
        {"up_to": 6, "unit_amount": 499},
        {"up_to": "inf", "unit_amount": 0},
    ]


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with Running() as stand_in:
        client = StripeClient(
            stand_in.key,
            base_addresses={"api": stand_in.address},
            stripe_version=VERSION,
            max_network_retries=0,
        )
        meter = client.v1.billing.meters.create(
            {
                "display_name": "Delivered",
                "event_name": "delivered",
                "default_aggregation": {"formula": "sum"},
            }
        )
        product = client.v1.products.create({"name": "Basic"})
        price = client.v1.prices.create(
            {
                "currency": "usd",
                "product": product.id,
                "lookup_key": "basic_month",
                "billing_scheme": "tiered",
                "tiers_mode": "graduated",
                "tiers": tiers(),
                "recurring": {"interval": "month", "usage_type": "metered", "meter": meter.id},
            }
        )
        yield Town(stand_in, client, meter.id, price.id)

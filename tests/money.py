"""Money in tests: the service wired to the stand-in for Stripe, its clock moved with Stripe's, webhooks carried by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from creditai.billing.statute import statute
from creditai.clock import Clock
from creditai.flows.draw_up_contract import draw_up_contract
from creditai.flows.open_checkout import open_checkout
from creditai.flows.prepare_stripe import prepare_stripe
from creditai.flows.settle_customer import settle_customer
from creditai.flows.sign_contract import sign_contract
from creditai.flows.sign_disclosure import sign_disclosure
from creditai.flows.take_stripe_event import take_stripe_event
from creditai.ledger.contracts import Contract
from creditai.settings import Secret, Settings
from creditai.who import Who
from creditai.wiring import Wiring, wire
from rehearsal.stripe.running import Running
from tests.cast import work_off
from tests.moments import until_march

SECRET = "whsec_tests"
LONG_AGO = timedelta(days=10)
SELLER = "Example Seller, Inc.; 1 Example Street, Springfield, OR 97477"
Order = Literal["sent", "reversed", "shuffled"]


@dataclass
class Till:
    """`wiring` is of the day that `days` says, counted from `begins`."""

    stand_in: Running
    wiring: Wiring
    begins: timedelta = timedelta()
    days: int = 0

    def sign(
        self, who: Who, plan: str = "basic", interval: str = "month", name: str = "Alice Example"
    ) -> Contract:
        """Disclosure and contract, signed."""
        sign_disclosure(self.wiring, who, name, statute().digest)
        draft, _ = draw_up_contract(self.wiring, who, plan, interval, "OR", name)
        return sign_contract(self.wiring, who, draft.id, name, draft.digest, True)

    def subscribe(
        self, who: Who, plan: str = "basic", interval: str = "month", card: str = "4242424242424242"
    ) -> Contract:
        """Signed, and through Checkout; Stripe's events have come and are worked off."""
        signed = self.sign(who, plan, interval)
        assert self.stand_in.pay(open_checkout(self.wiring, who, signed.id), card) == 303
        self.heard()
        return signed

    def later(self, days: int) -> None:
        """So many days pass, here and at Stripe; its events wait to be heard."""
        self.days += days
        offset = self.begins + timedelta(days=self.days)
        self.wiring = replace(self.wiring, clock=Clock(offset))
        self.stand_in.tell("clock", offset=offset.total_seconds())

    def letters(self, order: Order = "sent", repeat: int = 1) -> list[dict[str, Any]]:
        """What Stripe would post, signed."""
        self.stand_in.tell("posting", repeat=repeat)
        found: list[dict[str, Any]] = self.stand_in.tell("collect", order=order, secret=SECRET)
        return found

    def heard(self, order: Order = "sent", repeat: int = 1) -> None:
        """Stripe's events come in this order and so often, and their work is done."""
        for letter in self.letters(order, repeat):
            take_stripe_event(self.wiring, letter["body"].encode(), letter["signature"])
        work_off(self.wiring)

    def followed(self) -> None:
        """Stripe is told what waits to be told it, and its events of that are heard."""
        work_off(self.wiring)
        self.heard()

    def customer(self, person: UUID) -> str:
        from creditai.ledger import customers

        with self.wiring.database.scope(person) as connection:
            return str(customers.of(connection, person))


def subscribe_long_ago(wiring: Wiring, who: Who, plan: str) -> None:
    """Signed so long ago that letters may be written, through Checkout now; Stripe was asked, as an event would make us."""
    before = Till(Running(address=wiring.settings.stripe_address), replace(wiring, clock=Clock(-LONG_AGO)))
    signed = before.sign(who, plan)
    assert before.stand_in.pay(open_checkout(wiring, who, signed.id)) == 303
    assert who.person is not None
    with wiring.database.purpose("system") as connection:
        settle_customer(wiring, connection, before.customer(who.person))


def with_stripe(settings: Settings, stand_in: Running) -> Settings:
    return replace(
        settings,
        stripe_key=Secret(stand_in.key),
        stripe_address=stand_in.address,
        stripe_webhook_secret=Secret(SECRET),
        seller=SELLER,
        sell_in=("OR", "ID"),
    )


@contextmanager
def till(settings: Settings, stand_in: Running) -> Iterator[Till]:
    """Over an empty stand-in, which keeps its webhooks until they are collected. It is a Tuesday in March."""
    stand_in.tell("reset")
    wiring = wire(with_stripe(settings, stand_in))
    try:
        prepare_stripe(wiring)
        stand_in.tell("posting", hold=True)
        made = Till(stand_in, wiring, until_march(datetime.now(UTC)))  # its clock goes forward alone
        made.later(0)
        yield made
    finally:
        wiring.close()

"""Stripe: what we ask of it, in one pinned version of its API; its answers as values, its failures as ours.

No name, address or word of a report ever goes there: a customer is an id of ours in the metadata. Its answers are read
in `stripe_words`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import requests
import stripe
from stripe import StripeClient

from creditai.billing import amounts
from creditai.billing.mirror import Subscription, Told
from creditai.billing.plans import INTERVALS, Interval, Offer
from creditai.clients.stripe_words import Event, as_event, as_invoice, as_subscription, id_of, read_event
from creditai.errors import Broken, NotAllowed, Unavailable, WrongUsage
from creditai.settings import Settings

VERSION = "2026-10-28.endive"
"""The API version of client and webhook endpoint. To change it: docs/how-to/change-stripes-version.md."""
METER = "delivered_letter"
EVENTS = (
    "checkout.session.completed",
    "customer.deleted",
    "customer.subscription.created",
    "customer.subscription.deleted",
    "customer.subscription.updated",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.voided",
    "invoice.marked_uncollectible",
    "refund.created",
    "refund.updated",
)
"""What the webhook endpoint is to be told of; others are answered and left."""
SECONDS = 8.0
_DEFAULT = "https://api.stripe.com"
_FORGOTTEN = "resource_missing"


class StripeRefused(Broken):
    """Stripe understood and said no: our defect, or drift between the two."""

    def __init__(self, message: str, code: str | None) -> None:
        super().__init__(message)
        self.code = code

    @property
    def forgotten(self) -> bool:
        """Whether it knows what was asked about no more."""
        return self.code == _FORGOTTEN

    @property
    def gone_back(self) -> bool:
        """Whether what was paid went back already, or the bank has it, which settles a dispute between the two."""
        return self.code in ("charge_already_refunded", "charge_disputed")


@dataclass(frozen=True, slots=True)
class Refund:
    id: str
    amount_cents: int
    status: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A webhook endpoint as Stripe has it."""

    url: str
    version: str | None
    enabled: bool
    lacks: tuple[str, ...]

    @property
    def ours(self) -> bool:
        """Whether it posts in the version that we read."""
        return self.version == VERSION


class Stripe:
    """Built from the settings; without a key nothing is sold, and every call is Unavailable."""

    def __init__(self, settings: Settings) -> None:
        key = settings.stripe_key.reveal()
        real = settings.environment == "production"
        if real and settings.stripe_address != _DEFAULT:
            raise WrongUsage("CREDITAI_STRIPE_ADDRESS is for rehearsals; in production it must not be set.")
        if not real and key.startswith(("sk_live_", "rk_live_")):
            raise WrongUsage(
                "CREDITAI_STRIPE_KEY is a live key; outside production only a test key is taken."
            )
        self.configured = bool(key)
        self._secrets = tuple(s for s in settings.stripe_webhook_secret.reveal().split(",") if s)
        self._client = StripeClient(
            key or "none", stripe_version=VERSION, base_addresses={"api": settings.stripe_address},
            http_client=stripe.RequestsClient(timeout=SECONDS, session=_here()), max_network_retries=1,
        )  # fmt: skip

    def event(self, payload: bytes, signature: str | None) -> Event:
        """The event of a webhook, when one of our secrets signed it within five minutes. NotAllowed otherwise."""
        for secret in self._secrets:
            try:
                stripe.WebhookSignature.verify_header(
                    payload, signature, secret, stripe.Webhook.DEFAULT_TOLERANCE
                )
            except (stripe.SignatureVerificationError, UnicodeDecodeError):
                continue
            return read_event(payload, VERSION)
        raise NotAllowed("The signature is not Stripe's.")

    def customer(self, person: UUID) -> str:
        """A new customer. Of two made at once one is nobody's, and nothing is lost."""
        with self._asked() as ask:
            return ask.v1.customers.create({"metadata": {"person": str(person)}}).id

    def delete_customer(self, customer: str) -> None:
        """Ends their subscriptions at once. Gone already is well."""
        with self._asked(gone_is_well=True) as ask:
            ask.v1.customers.delete(customer)

    def told(self, customer: str) -> Told:
        """All that Stripe says of a customer now."""
        try:
            with self._asked() as ask:
                if getattr(ask.v1.customers.retrieve(customer), "deleted", False):
                    return Told(gone=True)
                subs = ask.v1.subscriptions.list(
                    {"customer": customer, "status": "all", "limit": 100}
                ).auto_paging_iter()
                bills = ask.v1.invoices.list({"customer": customer, "limit": 100}).auto_paging_iter()
                return Told(tuple(as_subscription(s) for s in subs), tuple(as_invoice(b) for b in bills))
        except StripeRefused as refused:
            if refused.forgotten:
                return Told(gone=True)
            raise

    def price(self, plan: str, interval: Interval) -> str:
        """Unavailable when the prices were not prepared."""
        with self._asked() as ask:
            found = ask.v1.prices.list({"lookup_keys": [f"{plan}_{interval}"], "active": True}).data
        if not found:
            raise Unavailable("The plans are not set up at Stripe yet. Try again later.")
        return found[0].id

    def checkout(
        self, customer: str, price: str, *, contract: UUID, free_days: int, back: str, key: str
    ) -> str:
        """The address where the person gives a card; nothing is taken. The same again for the same `key`. It is the one
        that can be finished: two would be two subscriptions. Of two asked for at once perhaps neither can."""
        trial = {"trial_period_days": free_days} if free_days else {}
        asked: Any = {
            "mode": "subscription", "customer": customer, "line_items": [{"price": price}],
            "client_reference_id": str(contract), "payment_method_collection": "always",
            "subscription_data": {"metadata": {"contract": str(contract)}} | trial,
            "success_url": f"{back}?checkout=done", "cancel_url": f"{back}?checkout=left",
        }  # fmt: skip
        mark = hashlib.sha256(json.dumps([asked, key], sort_keys=True).encode()).hexdigest()
        with self._asked() as ask:
            session = ask.v1.checkout.sessions.create(asked, {"idempotency_key": f"checkout-{mark}"})
            if getattr(ask.v1.customers.retrieve(customer), "deleted", False):  # and the answer one of before
                raise StripeRefused("Stripe has forgotten this customer.", _FORGOTTEN)
            if ask.v1.checkout.sessions.retrieve(session.id).status != "open":
                session = ask.v1.checkout.sessions.create(asked)
        self.close_checkouts(customer, but=session.id)
        assert session.url is not None
        return session.url

    def close_checkouts(self, customer: str, *, but: str | None = None) -> None:
        """No session of theirs can be finished any more, `but` this."""
        asked: Any = {"customer": customer, "status": "open", "limit": 100}
        with self._asked(gone_is_well=True) as ask:
            there = ask.v1.checkout.sessions.list(asked).data
        for session in there:
            if session.id != but:
                with self._asked(gone_is_well=True) as ask:
                    ask.v1.checkout.sessions.expire(session.id)

    def portal(self, customer: str, back: str) -> str:
        with self._asked() as ask:
            return ask.v1.billing_portal.sessions.create({"customer": customer, "return_url": back}).url

    def end(self, subscription: str) -> None:
        """Now, and without a last invoice. Over already is well."""
        with self._asked(gone_is_well=True) as ask:
            ask.v1.subscriptions.cancel(subscription, {"invoice_now": False, "prorate": False})

    def end_with_period(self, subscription: Subscription, ends: bool) -> None:
        self.keep_plan(subscription)
        with self._asked() as ask:
            ask.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": ends})

    def change_plan(
        self, subscription: Subscription, plan: str, interval: Interval, *, after: datetime
    ) -> None:
        """Another price with the first period that begins after that moment; until then all is as it began, its free days
        as well. For one that does not end."""
        self.keep_plan(subscription)
        price = self.price(plan, interval)
        with self._asked() as ask:
            made = ask.v1.subscription_schedules.create({"from_subscription": subscription.id})
            now = made.phases[0]
            running = now.items[0].price if hasattr(now.items[0], "price") else ""
            as_it_is: Any = {"items": [{"price": id_of(running)}]}
            phases: Any = [as_it_is | {"start_date": now.start_date, "end_date": now.end_date}]
            if now.trial_end is not None:
                phases[0]["trial_end"] = now.trial_end
            if subscription.period_end < after:
                phases.append(as_it_is | _for_one(subscription.interval))
            phases.append({"items": [{"price": price}], **_for_one(interval)})
            asked: Any = {"phases": phases, "end_behavior": "release", "proration_behavior": "none"}
            ask.v1.subscription_schedules.update(made.id, asked)

    def keep_plan(self, subscription: Subscription) -> None:
        """Take back a change of plan that has not begun."""
        if subscription.schedule is not None:
            with self._asked(gone_is_well=True) as ask:
                ask.v1.subscription_schedules.release(subscription.schedule)

    def count(self, customer: str, delivery: UUID, at: datetime) -> None:
        """Tell the meter of one delivered unit. Told before is well: the identifier is the proof."""
        asked: Any = {
            "event_name": METER, "payload": {"stripe_customer_id": customer, "value": "1"},
            "identifier": str(delivery), "timestamp": int(at.timestamp()),
        }  # fmt: skip
        try:
            with self._asked() as ask:
                ask.v1.billing.meter_events.create(asked, {"idempotency_key": f"delivery-{delivery}"})
        except StripeRefused as refused:
            if "already exists with identifier" not in refused.message:
                raise

    def counted(self, customer: str, start: datetime, end: datetime) -> int:
        """What the meter counted in whole minutes from `start` to `end`."""
        meter = self._meter()
        asked: Any = {"customer": customer, "start_time": _minute(start), "end_time": _minute(end)}
        with self._asked() as ask:
            told = ask.v1.billing.meters.event_summaries.list(str(meter), asked).data
        return int(sum(each.aggregated_value for each in told))

    def held(self, invoice: str) -> int:
        """How many units an invoice bills."""
        with self._asked() as ask:
            lines = ask.v1.invoices.retrieve(invoice).lines.data
        return sum(each.quantity or 0 for each in lines)

    def events(self, since: datetime) -> Iterator[Event]:
        """What happened since then, of the types that we listen to, newest first. Stripe keeps thirty days."""
        asked: Any = {"types": list(EVENTS), "created": {"gte": int(since.timestamp())}, "limit": 100}
        with self._asked() as ask:
            for each in ask.v1.events.list(asked).auto_paging_iter():
                yield as_event(each.to_dict())

    def refunded(self, invoice: str) -> int:
        """Cents of this invoice that went back, or are on the way."""
        return sum(
            refund.amount for intent in self._intents(invoice) for refund in self._refunds(intent)
            if refund.status in ("succeeded", "pending", "requires_action")
        )  # fmt: skip

    def refund(self, invoice: str, amount_cents: int | None, key: str) -> tuple[Refund, ...]:
        """Give back what was paid, or a part. Once for each `key`."""
        made = []
        for intent in self._intents(invoice):
            asked: Any = {"payment_intent": intent, "reason": "requested_by_customer"}
            if amount_cents is not None:
                asked["amount"] = amount_cents
            with self._asked() as ask:
                told = ask.v1.refunds.create(asked, {"idempotency_key": f"refund-{key}-{intent}"})
            made.append(Refund(told.id, told.amount, told.status or "pending"))
        return tuple(made)

    def endpoint(self, url: str) -> Endpoint | None:
        """The webhook endpoint with this address; None: Stripe has none."""
        with self._asked() as ask:
            for each in ask.v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter():
                if each.url == url:
                    lacks = (
                        ()
                        if "*" in each.enabled_events
                        else tuple(e for e in EVENTS if e not in each.enabled_events)
                    )
                    return Endpoint(each.url, each.api_version, each.status == "enabled", lacks)
        return None

    def make_endpoint(self, url: str) -> str:
        """A webhook endpoint of our version and events; its signing secret, told this once."""
        asked: Any = {"url": url, "enabled_events": list(EVENTS), "api_version": VERSION}
        with self._asked() as ask:
            made = ask.v1.webhook_endpoints.create(asked)
        assert made.secret is not None
        return made.secret

    def prepare(self, offer: Offer) -> tuple[str, ...]:
        """Meter, products and prices as the table of plans says; what was made. A price that differs is made anew and
        takes the look-up key over: running subscriptions keep theirs until they change."""
        made = []
        meter = self._meter()
        if meter is None:
            with self._asked() as ask:
                meter = ask.v1.billing.meters.create({
                    "display_name": "Delivered letters", "event_name": METER, "default_aggregation": {"formula": "sum"},
                }).id  # fmt: skip
            made.append(METER)
        for plan in offer.sold:
            for interval in INTERVALS:
                tiers = [(t.up_to, t.unit_cents) for t in amounts.tiers(offer, plan, interval)]
                if self._price_differs(f"{plan.name}_{interval}", tiers, meter):
                    self._make_price(plan.name, plan.title, interval, tiers, meter)
                    made.append(f"{plan.name}_{interval}")
        return tuple(made)

    def _price_differs(self, key: str, tiers: list[tuple[int | None, int]], meter: str) -> bool:
        with self._asked() as ask:
            found = ask.v1.prices.list({"lookup_keys": [key], "active": True, "expand": ["data.tiers"]}).data
        if not found or found[0].recurring is None or found[0].recurring.meter != meter:
            return True
        return [(t.up_to, t.unit_amount) for t in found[0].tiers or []] != tiers

    def _make_price(
        self, plan: str, title: str, interval: Interval, tiers: list[tuple[int | None, int]], meter: str
    ) -> None:
        told = [{"up_to": "inf" if top is None else top, "unit_amount": unit} for top, unit in tiers]
        with self._asked() as ask:
            product = ask.v1.products.create({"name": f"CreditAI {title}"})
            asked: Any = {
                "currency": "usd", "product": product.id, "nickname": f"{title}, by {interval}",
                "lookup_key": f"{plan}_{interval}", "transfer_lookup_key": True, "billing_scheme": "tiered",
                "tiers_mode": "graduated", "tiers": told, "metadata": {"plan": plan, "interval": interval},
                "recurring": {"interval": interval, "usage_type": "metered", "meter": meter},
            }  # fmt: skip
            ask.v1.prices.create(asked)

    def _meter(self) -> str | None:
        with self._asked() as ask:
            for each in ask.v1.billing.meters.list({"limit": 100}).auto_paging_iter():
                if each.event_name == METER:
                    return each.id
        return None

    def _intents(self, invoice: str) -> list[str]:
        with self._asked() as ask:
            paid = ask.v1.invoice_payments.list({"invoice": invoice, "limit": 100}).data
        return [
            id_of(p.payment.payment_intent) for p in paid if p.status == "paid" and p.payment.payment_intent
        ]

    def _refunds(self, intent: str) -> list[Any]:
        with self._asked() as ask:
            return list(ask.v1.refunds.list({"payment_intent": intent, "limit": 100}).data)

    @contextmanager
    def _asked(self, *, gone_is_well: bool = False) -> Iterator[StripeClient]:
        if not self.configured:
            raise Unavailable("Payments are not set up here: nothing is sold, and nothing is charged.")
        try:
            yield self._client
        except (stripe.AuthenticationError, stripe.PermissionError) as error:
            raise Unavailable(
                "Stripe does not accept our key; nothing was charged. Try again later."
            ) from error
        except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
            if gone_is_well and error.code == _FORGOTTEN:
                return
            raise StripeRefused(
                f"Stripe refused: {error.user_message or type(error).__name__}", error.code
            ) from error
        except stripe.StripeError as error:
            raise Unavailable(
                "Stripe does not answer; nothing was charged. Try again in a moment."
            ) from error


def _here() -> requests.Session:
    """A session that is led nowhere else: what Stripe answers is an answer, never another address."""
    made = requests.Session()
    made.max_redirects = 0
    return made


def _for_one(interval: Interval) -> dict[str, Any]:
    """How long a phase of one period is."""
    return {"duration": {"interval": interval, "interval_count": 1}}


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60 * 60

"""What Stripe says, as values: in its words and ours. It asks nobody.

The period of a subscription stands on its item, the subscription of an invoice under its parent. Stripe's objects are no
dicts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import stripe

from creditai.billing.mirror import Invoice, Subscription
from creditai.billing.plans import Interval
from creditai.errors import Invalid, NotAllowed

_WORD = re.compile(r"[\w.-]{1,64}", re.ASCII)
"""An id or a type of Stripe's, as the ledger keeps it."""


@dataclass(frozen=True, slots=True)
class Event:
    """Ids and words of one event. `subject`: the object that it is about."""

    id: str
    type: str
    customer: str | None
    subject: str | None
    created: datetime


def read_event(payload: bytes, spoken: str) -> Event:
    """The event of a letter that was signed, in the version that is `spoken`; Invalid when it is none."""
    try:
        told = json.loads(payload)
        version, event = told["api_version"], as_event(told)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise Invalid("This is signed, and no event of Stripe.") from error
    if version != spoken:
        raise NotAllowed(f"The webhook endpoint speaks another version than {spoken}; correct it at Stripe.")
    named = (event.id, event.type, *(each for each in (event.customer, event.subject) if each is not None))
    if not all(isinstance(each, str) and _WORD.fullmatch(each) for each in named):
        raise Invalid("This is signed, and no event of Stripe.")
    return event


def as_event(told: dict[str, Any]) -> Event:
    about = told["data"]["object"]
    customer = about.get("id") if about.get("object") == "customer" else about.get("customer")
    customer = customer["id"] if isinstance(customer, dict) else customer
    return Event(told["id"], told["type"], customer, about.get("id"), _moment(told["created"]))


def as_subscription(told: stripe.Subscription) -> Subscription:
    item = told["items"].data[0]
    metadata = item.price.metadata.to_dict() if item.price.metadata else {}
    interval: Interval = "year" if metadata.get("interval") == "year" else "month"
    return Subscription(
        told.id, str(told.status), metadata.get("plan", ""), interval, _moment(item.current_period_start),
        _moment(item.current_period_end), told.cancel_at_period_end, None if told.trial_end is None else _moment(told.trial_end),
        id_of(told.schedule) if told.schedule else None, _moment(told.created),
    )  # fmt: skip


def as_invoice(told: stripe.Invoice) -> Invoice:
    details = told.parent.subscription_details if told.parent else None
    return Invoice(
        told.id, id_of(details.subscription) if details else None, told.status or "", told.amount_due, told.amount_paid,
        told.attempt_count, None if told.next_payment_attempt is None else _moment(told.next_payment_attempt),
        _moment(told.period_start), _moment(told.period_end), _moment(told.created),
    )  # fmt: skip


def id_of(told: Any) -> str:
    """An object may come whole or as its id."""
    return told if isinstance(told, str) else str(told.id)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

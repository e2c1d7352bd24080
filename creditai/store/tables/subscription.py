"""What Stripe said last, and what was delivered. Amounts are cents of a dollar."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Integer, String, Table, UniqueConstraint, Uuid, false

from creditai.store.tables import METADATA, made_at_, owned, person_


def _time(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


stripe_customer = Table(
    "stripe_customer",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("person", Uuid, nullable=False, unique=True),
    Column("told_at", DateTime(timezone=True)),
    made_at_(),
    info=owned(open_to=("system",)),
)
"""A person at Stripe. Its row is locked while Stripe is asked: so the last answer is the newest. `told_at`: when it was
last asked."""

subscription = Table(
    "subscription",
    METADATA,
    Column("id", String(64), primary_key=True),
    person_(),
    Column("customer", String(64), nullable=False),
    Column("status", String(24), nullable=False),
    Column("plan", String(24), nullable=False),
    Column("interval", String(8), nullable=False),
    _time("period_start"),
    _time("period_end"),
    Column("ends_with_period", Boolean, nullable=False),
    _time("trial_end", nullable=True),
    Column("schedule", String(64)),
    _time("created"),
    info=owned(open_to=("system",)),
)
"""Columns are fields of `billing.mirror.Subscription`, in Stripe's words."""

invoice = Table(
    "invoice",
    METADATA,
    Column("id", String(64), primary_key=True),
    person_(),
    Column("customer", String(64), nullable=False),
    Column("subscription", String(64)),
    Column("status", String(24), nullable=False),
    Column("due_cents", Integer, nullable=False),
    Column("paid_cents", Integer, nullable=False),
    Column("refunded_cents", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False),
    _time("next_attempt", nullable=True),
    _time("period_start"),
    _time("period_end"),
    _time("created"),
    info=owned(open_to=("system",)),
)
"""Columns are fields of `billing.mirror.Invoice`."""

delivery = Table(
    "delivery",
    METADATA,
    Column("id", Uuid, primary_key=True),
    person_(),
    Column("what", String(64), nullable=False),
    _time("delivered_at"),
    _time("counted_at", nullable=True),
    Column("free", Boolean, nullable=False, server_default=false()),
    _time("written_off_at", nullable=True),
    UniqueConstraint("person", "what", name="delivery_once"),
    info=owned(open_to=("system",)),
)
"""One delivered unit, once: `what` is the dispute whose letter was handed over. `counted_at`: when Stripe's meter took it
(`id` is the identifier there). `free`: nobody is charged for it; the meter never hears of it. `written_off_at`: when it was found
that no invoice will ever hold it."""

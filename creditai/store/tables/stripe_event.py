"""Events of Stripe that were received, each once; and where our rows had drifted from Stripe's word."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Identity, String, Table

from creditai.store.tables import METADATA, made_at_, unowned

stripe_event = Table(
    "stripe_event",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("type", String(64), nullable=False),
    Column("customer", String(64), index=True),
    Column("subject", String(64)),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("colour", String(8), nullable=False),
    Column("applied_at", DateTime(timezone=True)),
    made_at_(),
    info=unowned(open_to=("system",)),
)
"""The unique `id` is what makes an event happen once: it is inserted in the transaction that puts its work in the
queue. Ids and words only, no body. `colour`: which instance heard it. `applied_at`: when its work was done."""

drift = Table(
    "drift",
    METADATA,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("told", String(200), nullable=False),
    Column("repaired", Boolean, nullable=False),
    made_at_(),
    info=unowned(open_to=("system", "operator"), grants="select, insert"),
)
"""What nightly reconciliation found: `kind` of `billing.mirror.DRIFTS`, the id that it is about, one sentence."""

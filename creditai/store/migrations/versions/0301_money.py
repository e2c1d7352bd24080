"""Contracts, signed papers, what Stripe said, deliveries, the ledger of events, drift."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from creditai.store.policies import protect

revision = "0301"
down_revision = "0100"

_EVERYTHING = "select, insert, update, delete"
_OWNED = ("contract", "signed_paper", "stripe_customer", "subscription", "invoice", "delivery")


def upgrade() -> None:
    _contracts()
    _mirror()
    _deliveries()
    _events()
    for table in _OWNED:
        for statement in protect(table, by="person", open_to=("system",), grants=_EVERYTHING):
            op.execute(statement)
    for statement in (
        *protect("stripe_event", by=None, open_to=("system",), grants=_EVERYTHING),
        *protect("drift", by=None, open_to=("system", "operator"), grants="select, insert"),
    ):
        op.execute(statement)


def downgrade() -> None:
    for table in ("drift", "stripe_event", *reversed(_OWNED)):
        op.drop_table(table)


def _time(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _made_at() -> sa.Column[object]:
    return sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())


def _person() -> sa.Column[object]:
    return sa.Column("person", sa.Uuid, nullable=False, index=True)


def _contracts() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.Uuid, primary_key=True),
        _person(),
        sa.Column("plan", sa.String(24), nullable=False),
        sa.Column("interval", sa.String(8), nullable=False),
        sa.Column("state", sa.String(2), nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        _time("signed_at", nullable=True),
        _time("letters_from", nullable=True),
        _time("cancelled_at", nullable=True),
        _made_at(),
    )
    op.create_table(
        "signed_paper",
        sa.Column("id", sa.Uuid, primary_key=True),
        _person(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("contract", sa.Uuid),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("keep_until", sa.Date, nullable=False),
        _made_at(),
    )


def _mirror() -> None:
    op.create_table(
        "stripe_customer",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("person", sa.Uuid, nullable=False, unique=True),
        _time("told_at", nullable=True),
        _made_at(),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(64), primary_key=True),
        _person(),
        sa.Column("customer", sa.String(64), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("plan", sa.String(24), nullable=False),
        sa.Column("interval", sa.String(8), nullable=False),
        _time("period_start"),
        _time("period_end"),
        sa.Column("ends_with_period", sa.Boolean, nullable=False),
        _time("trial_end", nullable=True),
        sa.Column("schedule", sa.String(64)),
        _time("created"),
    )
    op.create_table(
        "invoice",
        sa.Column("id", sa.String(64), primary_key=True),
        _person(),
        sa.Column("customer", sa.String(64), nullable=False),
        sa.Column("subscription", sa.String(64)),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("due_cents", sa.Integer, nullable=False),
        sa.Column("paid_cents", sa.Integer, nullable=False),
        sa.Column("refunded_cents", sa.Integer, nullable=False, server_default="0"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _time("next_attempt", nullable=True),
        _time("period_start"),
        _time("period_end"),
        _time("created"),
    )


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid, primary_key=True),
        _person(),
        sa.Column("what", sa.String(64), nullable=False),
        _time("delivered_at"),
        _time("counted_at", nullable=True),
        sa.Column("free", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("person", "what", name="delivery_once"),
    )


def _events() -> None:
    op.create_table(
        "stripe_event",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("customer", sa.String(64), index=True),
        sa.Column("subject", sa.String(64)),
        _time("created"),
        sa.Column("colour", sa.String(8), nullable=False),
        _time("applied_at", nullable=True),
        _made_at(),
    )
    op.create_table(
        "drift",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("told", sa.String(200), nullable=False),
        sa.Column("repaired", sa.Boolean, nullable=False),
        _made_at(),
    )

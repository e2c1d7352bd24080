"""Second factors, sign-ins half done, other identity providers, consents."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from creditai.store.policies import protect

revision = "0101"
down_revision = "0401"

_EVERYTHING = "select, insert, update, delete"
_SIGN_IN = ("authenticator", "recovery_code", "passkey", "foreign_identity")


def _at(name: str, required: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def _made_at() -> sa.Column[object]:
    return sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid, primary_key=True)


def _person() -> sa.Column[object]:
    return sa.Column("person", sa.Uuid, nullable=False, index=True)


def _bytes(name: str, **more: Any) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary, nullable=False, **more)


def upgrade() -> None:
    _factors()
    _half_done()
    _consents()
    protected = [
        *((name, "person", ("sign-in",), _EVERYTHING) for name in _SIGN_IN),
        ("ticket", "person", ("sign-in", "system"), _EVERYTHING),
        ("challenge", None, ("sign-in", "system"), _EVERYTHING),
        ("consent", "person", ("system",), "select, insert, update"),
    ]
    for table, by, open_to, grants in protected:
        for statement in protect(table, by=by, open_to=open_to, grants=grants):
            op.execute(statement)


def _factors() -> None:
    op.create_table(
        "authenticator",
        sa.Column("person", sa.Uuid, primary_key=True),
        _bytes("secret"),
        sa.Column("step", sa.BigInteger),
        _made_at(),
        _at("confirmed_at", required=False),
    )
    op.create_table(
        "recovery_code", _id(), _person(), _bytes("digest"), _made_at(), _at("used_at", required=False)
    )
    op.create_table(
        "passkey",
        _id(),
        _person(),
        _bytes("credential", unique=True),
        _bytes("public_key"),
        sa.Column("uses", sa.BigInteger, nullable=False),
        _bytes("name"),
        _made_at(),
        _at("seen_at", required=False),
    )


def _half_done() -> None:
    op.create_table(
        "ticket",
        _bytes("digest", primary_key=True),
        _person(),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("tries", sa.SmallInteger, nullable=False),
        _at("ends_at"),
    )
    op.create_table("challenge", _bytes("digest", primary_key=True), _at("ends_at"))
    op.create_table(
        "foreign_identity",
        _id(),
        _person(),
        sa.Column("provider", sa.String(16), nullable=False),
        _bytes("digest"),
        _made_at(),
        sa.UniqueConstraint("provider", "digest", name="foreign_identity_once"),
    )


def _consents() -> None:
    op.create_table(
        "consent",
        _id(),
        _person(),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        _at("given_at"),
        _at("withdrawn_at", required=False),
    )
    op.create_index(
        "consent_standing",
        "consent",
        ["person", "kind"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    for table in ("consent", "challenge", "ticket", *reversed(_SIGN_IN)):
        op.drop_table(table)

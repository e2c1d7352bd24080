"""Identities, sessions, tokens, links in mails, grants to support."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from creditai.store.policies import protect

revision = "0100"
down_revision = "0201"

_TABLES = ("identity", "session", "token", "mailed_link", "support_grant")


def _at(name: str, required: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not required)


def _made_at() -> sa.Column[object]:
    return sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())


def _id_and_person() -> tuple[sa.Column[object], sa.Column[object]]:
    return sa.Column("id", sa.Uuid, primary_key=True), sa.Column(
        "person", sa.Uuid, nullable=False, index=True
    )


def _digest() -> sa.Column[object]:
    return sa.Column("digest", sa.LargeBinary, nullable=False, unique=True)


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("person", sa.Uuid, primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False, index=True),
        sa.Column("address", sa.LargeBinary, nullable=False),
        sa.Column("password", sa.LargeBinary),
        _made_at(),
        _at("confirmed_at", required=False),
    )
    op.create_index(
        "identity_active", "identity", ["digest"], unique=True, postgresql_where=sa.text("state = 'active'")
    )
    op.create_table(
        "session",
        *_id_and_person(),
        _digest(),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("factors", sa.SmallInteger, nullable=False),
        sa.Column("agent", sa.LargeBinary),
        _made_at(),
        _at("proved_at"),
        _at("seen_at"),
        _at("ends_at"),
    )
    op.create_table(
        "token",
        *_id_and_person(),
        _digest(),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.String(32)), nullable=False),
        _made_at(),
        _at("seen_at", required=False),
        _at("ends_at"),
    )
    op.create_table(
        "mailed_link",
        *_id_and_person(),
        sa.Column("purpose", sa.String(16), nullable=False),
        _digest(),
        _made_at(),
        _at("ends_at"),
        _at("used_at", required=False),
    )
    op.create_table(
        "support_grant",
        *_id_and_person(),
        sa.Column("supporter", sa.Uuid, nullable=False, index=True),
        sa.Column("scopes", sa.ARRAY(sa.String(32)), nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        _made_at(),
        _at("ends_at"),
        _at("withdrawn_at", required=False),
    )
    everything = "select, insert, update, delete"
    for table in _TABLES:
        open_to = ("sign-in",) if table == "identity" else ("sign-in", "system")
        for statement in protect(table, by="person", open_to=open_to, grants=everything):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)

"""Persons, the audit log, idempotency keys, and the queue of jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

from creditai.store.policies import APP, BACKUP, protect

revision = "0001"
down_revision = None

_QUEUE = (
    "procrastinate_workers",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_events",
)


def upgrade() -> None:
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APP}, {BACKUP}")
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("person", sa.Uuid, index=True),
        sa.Column("actor", sa.Uuid),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("act", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("person", sa.Uuid, primary_key=True),
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.SmallInteger),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    everything = "select, insert, update, delete"
    for statement in (
        *protect("person", by="id", open_to=("sign-in", "operator", "system"), grants=everything),
        *protect("audit", by="person", open_to=("operator", "sign-in", "system"), grants="select, insert"),
        *protect("idempotency_key", by="person", open_to=("system",), grants=everything),
    ):
        op.execute(statement)
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(SchemaManager.get_schema())
    for table in _QUEUE:
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP}")
        op.execute(f"GRANT SELECT ON {table} TO {BACKUP}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")
    op.execute(f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP}")


def downgrade() -> None:
    for table in reversed(_QUEUE):
        op.execute(f"DROP TABLE IF EXISTS {table} CASCADE")
    op.execute(
        "DO $$ DECLARE name text; BEGIN "
        "FOR name IN SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'procrastinate%' LOOP "
        "EXECUTE 'DROP FUNCTION ' || name || ' CASCADE'; END LOOP; "
        "FOR name IN SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate%' AND typtype IN ('e', 'c') LOOP "
        "EXECUTE 'DROP TYPE IF EXISTS ' || name || ' CASCADE'; END LOOP; END $$"
    )
    for table in ("idempotency_key", "audit", "person"):
        op.drop_table(table)

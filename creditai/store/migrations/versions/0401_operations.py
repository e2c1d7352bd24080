"""Feedback; the service may read which schema it stands on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from creditai.store.policies import protect

revision = "0401"
down_revision = "0301"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person", sa.Uuid, nullable=False, index=True),
        sa.Column("rating", sa.SmallInteger, nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    for statement in protect("feedback", by="person", open_to=(), grants="select, insert, delete"):
        op.execute(statement)
    op.execute("GRANT SELECT ON alembic_version TO creditai_app")


def downgrade() -> None:
    op.execute("REVOKE SELECT ON alembic_version FROM creditai_app")
    op.drop_table("feedback")

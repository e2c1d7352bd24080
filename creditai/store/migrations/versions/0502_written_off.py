"""A delivery that no invoice will ever hold is written off by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0502"
down_revision = "0501"


def upgrade() -> None:
    op.add_column("delivery", sa.Column("written_off_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("delivery", "written_off_at")

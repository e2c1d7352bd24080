"""A paper's file may be gone while its report stays: who does not agree to keeping it has it removed once it is read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0102"
down_revision = "0202"


def upgrade() -> None:
    op.add_column("paper", sa.Column("file_removed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("paper", "file_removed_at")

"""What goes with a letter into the post is kept with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0202"
down_revision = "0101"


def upgrade() -> None:
    op.add_column("letter", sa.Column("cover", sa.LargeBinary))


def downgrade() -> None:
    op.drop_column("letter", "cover")

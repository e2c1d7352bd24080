"""The role of backups may read everything that a dump needs: the schema's revision, and sequences to come."""

from __future__ import annotations

from alembic import op

from creditai.store.policies import BACKUP

revision = "0501"
down_revision = "0103"


def upgrade() -> None:
    op.execute(f"GRANT SELECT ON alembic_version TO {BACKUP}")
    op.execute(f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP}")
    op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO {BACKUP}")


def downgrade() -> None:
    sequences = f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON SEQUENCES FROM {BACKUP}"  # noqa: S608
    op.execute(sequences)
    op.execute(f"REVOKE SELECT ON alembic_version FROM {BACKUP}")  # noqa: S608

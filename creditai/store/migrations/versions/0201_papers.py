"""Papers, reports and their accounts, the analysis, the workspace, letters, reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from creditai.store.policies import protect

revision = "0201"
down_revision = "0001"

_EVERYTHING = "select, insert, update, delete"
_SYSTEM = ("paper", "workspace")
_OWN = ("report", "account", "analysis", "finding", "letter", "reminder")


def upgrade() -> None:
    _uploads()
    _reports()
    _analysis()
    _workspace()
    for table in _SYSTEM:
        for statement in protect(table, by="person", open_to=("system",), grants=_EVERYTHING):
            op.execute(statement)
    for table in _OWN:
        for statement in protect(table, by="person", open_to=(), grants=_EVERYTHING):
            op.execute(statement)


def downgrade() -> None:
    for table in (*_OWN, *_SYSTEM):
        op.drop_table(table)


def _time(name: str, **more: object) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, **more)  # type: ignore[arg-type]


def _made_at() -> sa.Column[object]:
    return _time("made_at", server_default=sa.func.now())


def _uploads() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person", sa.Uuid, nullable=False, index=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16)),
        sa.Column("page", sa.Integer),
        sa.Column("pages", sa.Integer),
        sa.Column("step", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("attempts", sa.SmallInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("code", sa.String(32)),
        sa.Column("error", sa.LargeBinary),
        _made_at(),
        _time("changed_at"),
        sa.UniqueConstraint("person", "digest", name="paper_once"),
    )
    op.create_index("paper_in_order", "paper", ["person", "id"])
    op.create_index(
        "paper_under_way", "paper", ["changed_at"], postgresql_where=sa.text("state IN ('received', 'reading')")
    )  # fmt: skip


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person", sa.Uuid, nullable=False, index=True),
        sa.Column("paper", sa.Uuid, nullable=False, unique=True),
        sa.Column("summary", sa.LargeBinary, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        _made_at(),
    )
    op.create_index("report_in_order", "report", ["person", "id"])
    op.create_table(
        "account",
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("report", sa.Uuid, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("summary", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("person", "report", "place", name="account_pkey"),
    )


def _analysis() -> None:
    op.create_table(
        "analysis",
        sa.Column("person", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        _time("changed_at"),
    )
    op.create_table(
        "finding",
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("person", "place", name="finding_pkey"),
    )


def _workspace() -> None:
    op.create_table(
        "workspace",
        sa.Column("person", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("register", sa.LargeBinary, nullable=False),
        sa.Column("due_on", sa.Date),
        _time("changed_at"),
    )
    op.create_index("workspace_due", "workspace", ["due_on"])
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("person", sa.Uuid, nullable=False, index=True),
        sa.Column("dispute", sa.String(64), nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        _made_at(),
    )
    op.create_index("letter_in_order", "letter", ["person", "id"])
    op.create_table(
        "reminder",
        sa.Column("person", sa.Uuid, nullable=False),
        sa.Column("dispute", sa.String(64), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        _made_at(),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("person", "dispute", "what", "day", name="reminder_pkey"),
    )

"""What a person chose, said, posted and was answered: the register of creditai.workspace/1; letters; reminders."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

workspace = Table(
    "workspace",
    METADATA,
    person_(primary_key=True),
    Column("version", Integer, nullable=False),
    Column("register", LargeBinary, nullable=False),
    Column("due_on", Date),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Index("workspace_due", "due_on"),
    info=owned(open_to=("system",)),
)
"""`register`: sealed creditai.workspace/1; `version` counts its changes, under a row lock. `due_on`: the day of the
next reminder, None for none."""

letter = Table(
    "letter",
    METADATA,
    id_(),
    person_(),
    Column("dispute", String(64), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("cover", LargeBinary),
    made_at_(),
    Index("letter_in_order", "person", "id"),
    info=owned(),
)
"""A PDF at `letters/PERSON/ID`, sealed. `dispute`: its id in the register, such as experian-1. `digest`: SHA-256 of
the PDF. `cover`: sealed, what goes with it into the post (None: written before that was kept)."""

reminder = Table(
    "reminder",
    METADATA,
    Column("person", Uuid, nullable=False),
    Column("dispute", String(64), nullable=False),
    Column("what", String(32), nullable=False),
    Column("day", Date, nullable=False),
    made_at_(),
    Column("sent_at", DateTime(timezone=True)),
    PrimaryKeyConstraint("person", "dispute", "what", "day", name="reminder_pkey"),
    info=owned(),
)
"""A mail that went out before a clock ended; the key is why there is never a second."""

"""An uploaded file: one row from the moment it is whole, whatever becomes of it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

paper = Table(
    "paper",
    METADATA,
    id_(),
    person_(),
    Column("digest", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("stage", String(16)),
    Column("page", Integer),
    Column("pages", Integer),
    Column("step", Integer, nullable=False, server_default=text("0")),
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    Column("code", String(32)),
    Column("error", LargeBinary),
    made_at_(),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("file_removed_at", DateTime(timezone=True)),
    UniqueConstraint("person", "digest", name="paper_once"),
    Index("paper_in_order", "person", "id"),
    Index("paper_under_way", "changed_at", postgresql_where=text("state IN ('received', 'reading')")),
    info=owned(open_to=("system",)),
)
"""`digest`: of the content, keyed with the person's data key. `name`: sealed, as the person called it. `state`:
received, reading, done, failed, cancelled. `step` counts changes, for event streams; `stage`, `page`, `pages`: how far.
`code` and `error` (sealed): why it failed. `attempts`: how often a worker began. The file lies at
`papers/PERSON/ID` until `file_removed_at`."""

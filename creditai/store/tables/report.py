"""A report that was read, and its accounts one by one, so that a page of a list costs the same at any length."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Uuid

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

report = Table(
    "report",
    METADATA,
    id_(),
    person_(),
    Column("paper", Uuid, nullable=False, unique=True),
    Column("summary", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    made_at_(),
    Index("report_in_order", "person", "id"),
    info=owned(),
)
"""`document`: sealed creditai.report/1; `summary`: sealed, what a list shows of it."""

account = Table(
    "account",
    METADATA,
    Column("person", Uuid, nullable=False),
    Column("report", Uuid, nullable=False),
    Column("place", Integer, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    PrimaryKeyConstraint("person", "report", "place", name="account_pkey"),
    info=owned(),
)
"""`place`: its index in the report's accounts; `summary`: sealed, what a list shows of it."""

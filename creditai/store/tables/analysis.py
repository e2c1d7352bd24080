"""What all reports of a person say together: findings, links, comparisons; replaced as a whole."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Integer, LargeBinary, PrimaryKeyConstraint, String, Table, Uuid

from creditai.store.tables import METADATA, owned, person_

analysis = Table(
    "analysis",
    METADATA,
    person_(primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    info=owned(),
)
"""`document`: sealed links and comparisons. `version` counts replacements."""

finding = Table(
    "finding",
    METADATA,
    Column("person", Uuid, nullable=False),
    Column("place", Integer, nullable=False),
    Column("id", String(64), nullable=False),
    Column("document", LargeBinary, nullable=False),
    PrimaryKeyConstraint("person", "place", name="finding_pkey"),
    info=owned(),
)
"""`place`: the gravest first; `id`: stable from one analysis to the next; `document`: sealed."""

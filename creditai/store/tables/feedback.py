"""How satisfied people are: a rating and its subject."""

from __future__ import annotations

from sqlalchemy import Column, SmallInteger, String, Table

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

feedback = Table(
    "feedback",
    METADATA,
    id_(),
    person_(),
    Column("rating", SmallInteger, nullable=False),
    Column("about", String(16), nullable=False),
    made_at_(),
    info=owned(grants="select, insert, delete"),
)
"""`rating`: 1 to 5. `about`: reading, findings, letters, billing, service."""

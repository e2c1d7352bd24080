"""What a person agreed to: one row each time, dated, with the version of the words; withdrawing dates the row."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, SmallInteger, String, Table, text

from creditai.store.tables import METADATA, id_, owned, person_

consent = Table(
    "consent",
    METADATA,
    id_(),
    person_(),
    Column("kind", String(32), nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("given_at", DateTime(timezone=True), nullable=False),
    Column("withdrawn_at", DateTime(timezone=True)),
    info=owned(open_to=("system",), grants="select, insert, update"),
)
Index(
    "consent_standing",
    consent.c.person,
    consent.c.kind,
    unique=True,
    postgresql_where=text("withdrawn_at IS NULL"),
)
"""Never deleted by the service's people: it is the proof, and holds nothing personal but the id."""

"""Contracts for letters, and every paper that was signed."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, LargeBinary, String, Table, Uuid

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

contract = Table(
    "contract",
    METADATA,
    id_(),
    person_(),
    Column("plan", String(24), nullable=False),
    Column("interval", String(8), nullable=False),
    Column("state", String(2), nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("signed_at", DateTime(timezone=True)),
    Column("letters_from", DateTime(timezone=True)),
    Column("cancelled_at", DateTime(timezone=True)),
    made_at_(),
    info=owned(open_to=("system",)),
)
"""`name`: the consumer's, sealed. `digest`: of the draft that is signed, as PDF. `day`, `last_day`: the day on which it can
be signed, and the last on which it can then be cancelled for nothing."""

signed_paper = Table(
    "signed_paper",
    METADATA,
    id_(),
    person_(),
    Column("kind", String(16), nullable=False),
    Column("contract", Uuid),
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("keep_until", Date, nullable=False),
    made_at_(),
    info=owned(open_to=("system",)),
)
"""`kind`: disclosure, contract or cancellation. `digest`: of the PDF, `body`: the PDF, sealed. Kept five years: the
statute asks for two (15 USC 1679c(c)), and a claim runs for five (1679i)."""

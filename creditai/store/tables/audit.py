"""Every access to papers, and every act of support and operators: append-only, for the service too."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Identity, String, Table, Uuid

from creditai.store.tables import METADATA, made_at_, owned

audit = Table(
    "audit",
    METADATA,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("person", Uuid, index=True),
    Column("actor", Uuid),
    Column("role", String(16), nullable=False),
    Column("act", String(64), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("why", String(200), nullable=False),
    made_at_(),
    info=owned(open_to=("operator", "sign-in", "system"), grants="select, insert"),
)
"""`person`: whose papers (null: nobody's, an operator's act); `actor`: who looked. `act` and `subject` are
words and ids, never contents."""

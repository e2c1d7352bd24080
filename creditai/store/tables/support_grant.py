"""A consumer's permission for support to look, for a time; without one support sees nothing of anybody."""

from __future__ import annotations

from sqlalchemy import ARRAY, Column, DateTime, LargeBinary, String, Table, Uuid

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

support_grant = Table(
    "support_grant",
    METADATA,
    id_(),
    person_(),
    Column("supporter", Uuid, nullable=False, index=True),
    Column("scopes", ARRAY(String(32)), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    made_at_(),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("withdrawn_at", DateTime(timezone=True)),
    info=owned(open_to=("sign-in", "system")),
)
"""`supporter`: the one person of support who may look. `reason`: what they shall look at, in the consumer's words,
sealed."""

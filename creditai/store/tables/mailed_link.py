"""Links in mails, good once and for a while: the link's digest, never the link."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, LargeBinary, String, Table

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

mailed_link = Table(
    "mailed_link",
    METADATA,
    id_(),
    person_(),
    Column("purpose", String(16), nullable=False),
    Column("digest", LargeBinary, nullable=False, unique=True),
    made_at_(),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    info=owned(open_to=("sign-in", "system")),
)
"""`purpose`: confirm, reset."""

"""A person: the root to which everything else belongs. Nothing that tells who it is stands here."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, String, Table, Uuid, false

from creditai.store.tables import METADATA, made_at_, owned

person = Table(
    "person",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("synthetic", Boolean, nullable=False, server_default=false()),
    made_at_(),
    Column("seen_at", DateTime(timezone=True)),
    info=owned(by="id", open_to=("sign-in", "operator", "system")),
)
"""`synthetic`: made by a release's own journey, kept out of business figures, money and mail.
`seen_at`: last day of activity, for retention."""

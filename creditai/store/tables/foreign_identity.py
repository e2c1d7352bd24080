"""How a person signs in through another identity provider."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, String, Table, UniqueConstraint

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

foreign_identity = Table(
    "foreign_identity",
    METADATA,
    id_(),
    person_(),
    Column("provider", String(16), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    made_at_(),
    UniqueConstraint("provider", "digest", name="foreign_identity_once"),
    info=owned(open_to=("sign-in",)),
)
"""`digest`: of issuer and subject, keyed with the pepper."""

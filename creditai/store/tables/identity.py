"""How a person signs in with an address. Each sign-up makes a row of its own; confirming makes it the address's one."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, LargeBinary, String, Table, text

from creditai.store.tables import METADATA, made_at_, owned, person_

identity = Table(
    "identity",
    METADATA,
    person_(primary_key=True),
    Column("state", String(16), nullable=False),
    Column("digest", LargeBinary, nullable=False, index=True),
    Column("address", LargeBinary, nullable=False),
    Column("password", LargeBinary),
    made_at_(),
    Column("confirmed_at", DateTime(timezone=True)),
    info=owned(open_to=("sign-in",)),
)
Index("identity_active", identity.c.digest, unique=True, postgresql_where=text("state = 'active'"))
"""`state`: unconfirmed or active. `digest`: blind index of the address; `address`, and the argon2id hash `password`,
are sealed with the person's key, so a copy of the tables gives nothing to guess against."""

"""What a person shows beside the password: an authenticator's secret, recovery codes, passkeys."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, Table

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

authenticator = Table(
    "authenticator",
    METADATA,
    person_(primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("step", BigInteger),
    made_at_(),
    Column("confirmed_at", DateTime(timezone=True)),
    info=owned(open_to=("sign-in",)),
)
"""RFC 6238. `secret`: sealed. `step`: the last one used, so that no code is good twice. It counts once `confirmed_at`."""

recovery_code = Table(
    "recovery_code",
    METADATA,
    id_(),
    person_(),
    Column("digest", LargeBinary, nullable=False),
    made_at_(),
    Column("used_at", DateTime(timezone=True)),
    info=owned(open_to=("sign-in",)),
)

passkey = Table(
    "passkey",
    METADATA,
    id_(),
    person_(),
    Column("credential", LargeBinary, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("uses", BigInteger, nullable=False),
    Column("name", LargeBinary, nullable=False),
    made_at_(),
    Column("seen_at", DateTime(timezone=True)),
    info=owned(open_to=("sign-in",)),
)
"""WebAuthn. `uses`: the authenticator's own counter, which must grow where it counts. `name`: sealed."""

"""What a POST answered, so that the same key gives the same answer and the act happens once."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, SmallInteger, String, Table

from creditai.store.tables import METADATA, made_at_, owned, person_

idempotency_key = Table(
    "idempotency_key",
    METADATA,
    person_(primary_key=True),
    Column("key", String(128), primary_key=True),
    Column("request", LargeBinary, nullable=False),
    Column("status", SmallInteger),
    Column("answer", LargeBinary),
    made_at_(),
    info=owned(open_to=("system",)),
)
"""`request`: digest of method, path and body; another request under the same key is refused. `status` is null while
the first is under way. `answer`: sealed body and headers."""

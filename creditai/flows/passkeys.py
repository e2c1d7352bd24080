"""A person's passkeys: listed without what they are known by, renamed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from creditai.errors import NotFound
from creditai.flows.prove import proven, session_of
from creditai.flows.recovery_codes import drop_codes
from creditai.store import audit, jobs
from creditai.store.encryption import seal_text, unseal_text
from creditai.store.tables.second_factor import passkey
from creditai.store.tables.session import session
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class ListedPasskey:
    """`name`: what the person calls it. `seen_at`: when it was last shown."""

    id: UUID
    name: str
    made_at: datetime
    seen_at: datetime | None


def list_passkeys(wiring: Wiring, who: Who) -> tuple[ListedPasskey, ...]:
    """The newest first."""
    owner = session_of(who)
    key = wiring.keys.of(owner)
    with wiring.database.scope(owner) as connection:
        rows = connection.execute(select(passkey).order_by(passkey.c.made_at.desc(), passkey.c.id)).all()
    return tuple(
        ListedPasskey(row.id, unseal_text(key, row.name, f"passkey.name:{row.id}"), row.made_at, row.seen_at)
        for row in rows
    )


def rename_passkey(wiring: Wiring, who: Who, one: UUID, name: str) -> None:
    """NotFound when it is not there, or not theirs."""
    owner = session_of(who)
    named = seal_text(wiring.keys.of(owner), name, f"passkey.name:{one}")
    with wiring.database.scope(owner) as connection:
        if connection.execute(passkey.update().where(passkey.c.id == one).values(name=named)).rowcount == 0:
            raise NotFound("There is no such passkey.")
        audit.record(connection, who, "passkey.rename", str(one), "own")


def remove_passkey(wiring: Wiring, who: Who, one: UUID) -> None:
    """Needs a recent proof. It may be in another's hands, so all other sessions end. With the last factor the recovery
    codes go too."""
    owner = session_of(who)
    with wiring.database.scope(owner) as connection:
        if connection.execute(select(passkey.c.id).where(passkey.c.id == one)).first() is None:
            raise NotFound("There is no such passkey.")
        proven(wiring, connection, who)
        connection.execute(passkey.delete().where(passkey.c.id == one))
        drop_codes(connection, owner)
        connection.execute(session.delete().where(session.c.id != who.session))
        audit.record(connection, who, "passkey.remove", str(one), "own")
        jobs.defer(connection, "mail_notice", {"person": str(owner), "what": "passkey-removed"}, queue="mail")

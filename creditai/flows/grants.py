"""A consumer lets one person of support look, for a time and for a reason; nobody of support sees anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from creditai.errors import Invalid, NotFound
from creditai.people.addresses import address_digest, read_address
from creditai.people.scopes import GRANTABLE
from creditai.store import audit, jobs
from creditai.store.encryption import seal_text, unseal_text
from creditai.store.tables.identity import identity
from creditai.store.tables.person import person
from creditai.store.tables.support_grant import support_grant
from creditai.who import Who
from creditai.wiring import Wiring

LONGEST_HOURS = 14 * 24


@dataclass(frozen=True, slots=True)
class Grant:
    """`reason`: in the consumer's words; what support reads first."""

    id: UUID
    scopes: tuple[str, ...]
    reason: str
    made_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None


def grant_support(
    wiring: Wiring, who: Who, supporter: str, scopes: frozenset[str], reason: str, hours: int
) -> Grant:
    """`supporter`: the address that support gave. Invalid when nobody of support has it."""
    assert who.person is not None
    if not scopes or scopes - GRANTABLE:
        raise Invalid(f"Support may be granted: {', '.join(sorted(GRANTABLE))}.", "/body/scopes")
    if not 1 <= hours <= LONGEST_HOURS:
        raise Invalid(f"A grant lasts 1 to {LONGEST_HOURS} hours.", "/body/hours")
    seer, now, made = _supporter(wiring, supporter), wiring.clock.now(), uuid4()
    sealed = seal_text(wiring.keys.of(who.person), reason, f"support_grant.reason:{made}")
    with wiring.database.held(who.person) as connection:
        connection.execute(
            support_grant.insert().values(
                id=made,
                person=who.person,
                supporter=seer,
                scopes=sorted(scopes),
                reason=sealed,
                made_at=now,
                ends_at=now + timedelta(hours=hours),
            )
        )
        audit.record(connection, who, "grant.make", str(made), "own")
        jobs.defer(connection, "mail_notice", {"person": str(who.person), "what": "grant"}, queue="mail")
    return Grant(made, tuple(sorted(scopes)), reason, now, now + timedelta(hours=hours), None)


def list_grants(wiring: Wiring, who: Who) -> tuple[Grant, ...]:
    """The person's own, the newest first."""
    assert who.person is not None
    with wiring.database.scope(who.person) as connection:
        rows = connection.execute(
            select(support_grant).order_by(support_grant.c.made_at.desc()).limit(200)
        ).all()
    return tuple(_grant(wiring, row) for row in rows)


def withdraw_grant(wiring: Wiring, who: Who, one: UUID) -> None:
    """The next request of support is refused already. NotFound when it is not there, or not theirs."""
    assert who.person is not None
    with wiring.database.scope(who.person) as connection:
        c = support_grant.c
        ended = support_grant.update().where(c.id == one).values(withdrawn_at=wiring.clock.now())
        if connection.execute(ended).rowcount == 0:
            raise NotFound("There is no such grant.")
        audit.record(connection, who, "grant.withdraw", str(one), "own")


def list_granted(wiring: Wiring, who: Who) -> tuple[Grant, ...]:
    """What this person of support may look at now."""
    c = support_grant.c
    with wiring.database.purpose("sign-in") as connection:
        rows = connection.execute(
            select(support_grant)
            .where(c.supporter == who.person, c.withdrawn_at.is_(None), c.ends_at > wiring.clock.now())
            .order_by(c.ends_at)
            .limit(200)
        ).all()
    return tuple(_standing(wiring, rows))


def _standing(wiring: Wiring, rows: Sequence[Any]) -> Iterator[Grant]:
    """A consumer who was erased a moment ago has no key any more; their grant is over, and hides no other."""
    for row in rows:
        with suppress(NotFound):
            yield _grant(wiring, row)


def _grant(wiring: Wiring, row: Any) -> Grant:
    reason = unseal_text(wiring.keys.of(row.person), row.reason, f"support_grant.reason:{row.id}")
    return Grant(row.id, tuple(row.scopes), reason, row.made_at, row.ends_at, row.withdrawn_at)


def _supporter(wiring: Wiring, address: str) -> UUID:
    digest = address_digest(wiring.settings.pepper, read_address(address))
    with wiring.database.purpose("sign-in") as connection:
        found = connection.execute(
            select(person.c.id)
            .join(identity, identity.c.person == person.c.id)
            .where(identity.c.digest == digest, identity.c.state == "active", person.c.role == "support")
        ).scalar_one_or_none()
    if found is None:
        raise Invalid("Nobody of support has this address; take it from their mail.", "/body/supporter")
    return UUID(str(found))

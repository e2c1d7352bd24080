"""Whether a copy of the database is good: asked of a backup that was restored, never of what serves.

The schema is what this release expects, the rows belong together, and for each key of the ring something that was
sealed opens. Said are sentences, counts and ids, never contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from creditai.errors import CreditAIError
from creditai.store import integrity, validating
from creditai.store.documents import unseal_json
from creditai.store.encryption import unseal_text
from creditai.store.keys import Keys
from creditai.store.tables.paper import paper
from creditai.store.tables.report import report
from creditai.store.tables.workspace import letter

_TRIED = 200
"""Persons of one key who are looked at for something sealed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """By key of the ring: what was opened, or why nothing was."""

    key: str
    said: str
    well: bool


def faults(copy: Connection, keys: Keys, erased: int | None = None) -> Iterator[str]:
    """Everything that is not as it should be. The connection sees past row-level security. `erased`: as for integrity."""
    yield from validating.faults(copy)
    copy.rollback()
    yield from integrity.faults(copy, keys, erased=erased)
    yield from (each.said for each in opened(copy, keys) if not each.well)


def opened(copy: Connection, keys: Keys) -> tuple[Opened, ...]:
    """One paper or report per key that wraps data keys."""
    return tuple(_opened(copy, keys, ring, persons) for ring, persons in sorted(keys.by_ring().items()))


def kept(live: Connection) -> frozenset[str]:
    """The names of the objects that a database keeps."""
    papers = live.execute(select(paper.c.person, paper.c.id).where(paper.c.file_removed_at.is_(None)))
    letters = live.execute(select(letter.c.person, letter.c.id))
    return frozenset(
        {f"papers/{person}/{each}" for person, each in papers}
        | {f"letters/{person}/{each}" for person, each in letters}
    )


def _opened(copy: Connection, keys: Keys, ring: str, persons: tuple[UUID, ...]) -> Opened:
    if ring not in keys.ring.keys:
        return Opened(
            ring, f"{len(persons)} data keys are wrapped with {ring!r}, which the key ring lacks.", False
        )
    for person in persons[:_TRIED]:
        try:
            found = _one(copy, keys, person)
        except (CreditAIError, ValueError) as error:
            return Opened(ring, f"With the key {ring!r} a paper that it seals does not open: {error}", False)
        if found is not None:
            return Opened(ring, found, True)
    return Opened(ring, f"nothing is sealed with {ring} yet", True)


def _one(copy: Connection, keys: Keys, person: UUID) -> str | None:
    """Open one sealed value of a person; what it was, None when they have none."""
    row = copy.execute(
        select(report.c.id, report.c.summary).where(report.c.person == person).limit(1)
    ).first()
    if row is not None:
        unseal_json(keys.of(person), row.summary, f"report.summary:{row.id}")
        return f"report {row.id}"
    row = copy.execute(select(paper.c.id, paper.c.name).where(paper.c.person == person).limit(1)).first()
    if row is not None:
        unseal_text(keys.of(person), row.name, f"paper.name:{row.id}")
        return f"paper {row.id}"
    return None

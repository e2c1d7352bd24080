"""Letters that were written: where each PDF lies, and its digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from creditai.errors import NotFound
from creditai.papers.at import At
from creditai.store.tables.workspace import letter as table


@dataclass(frozen=True, slots=True)
class Letter:
    id: UUID
    dispute: str
    digest: bytes
    pages: int
    size: int
    made_at: datetime


def object_name(person: UUID, letter: UUID) -> str:
    """Where the PDF lies among the objects."""
    return f"letters/{person}/{letter}"


def context(letter: UUID) -> str:
    """What the PDF is sealed for."""
    return f"letter:{letter}"


def add(at: At, letter: Letter) -> None:
    at.connection.execute(
        table.insert().values(
            id=letter.id, person=at.person, dispute=letter.dispute, digest=letter.digest, pages=letter.pages,
            size=letter.size, made_at=letter.made_at,
        )
    )  # fmt: skip


def replaced(at: At, disputes: Sequence[str], kept: Sequence[UUID]) -> tuple[UUID, ...]:
    """Remove earlier letters of these disputes; their ids. They were never sent."""
    c = table.c
    gone = table.delete().where(c.person == at.person, c.dispute.in_(disputes), c.id.not_in(kept))
    return tuple(at.connection.execute(gone.returning(c.id)).scalars())


def one(at: At, letter: UUID) -> Letter:
    """NotFound when it is not there, or not this person's."""
    row = at.connection.execute(
        select(table).where(table.c.person == at.person, table.c.id == letter)
    ).first()
    if row is None:
        raise NotFound("There is no such letter.")
    return _letter(row)


def page(at: At, after: Sequence[Any], limit: int) -> list[Letter]:
    """The newest first."""
    asked = select(table).where(table.c.person == at.person).order_by(table.c.id.desc()).limit(limit)
    if after:
        asked = asked.where(table.c.id < UUID(after[0]))
    return [_letter(row) for row in at.connection.execute(asked)]


def _letter(row: Any) -> Letter:
    return Letter(row.id, row.dispute, row.digest, row.pages, row.size, row.made_at)

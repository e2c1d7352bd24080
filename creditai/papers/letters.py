"""Letters that were written: where each PDF lies, its digest, and what goes with it into the post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from creditai.disputes.envelope import Cover
from creditai.errors import NotFound
from creditai.papers.at import At
from creditai.store.documents import seal_json, unseal_json
from creditai.store.tables.workspace import letter as table

_SHOWN = (
    table.c.id, table.c.dispute, table.c.digest, table.c.pages, table.c.size, table.c.made_at,
)  # fmt: skip


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


def add(at: At, letter: Letter, cover: Cover) -> None:
    at.connection.execute(
        table.insert().values(
            id=letter.id, person=at.person, dispute=letter.dispute, digest=letter.digest, pages=letter.pages,
            size=letter.size, made_at=letter.made_at,
            cover=seal_json(at.key, asdict(cover), f"letter.cover:{letter.id}"),
        )
    )  # fmt: skip


def cover(at: At, letter: UUID) -> Cover:
    """What goes with it into the post. NotFound when the letter is not there, or not this person's."""
    asked = select(table.c.cover).where(table.c.person == at.person, table.c.id == letter)
    sealed = at.connection.execute(asked).scalar()
    if sealed is None:
        one(at, letter)
        raise NotFound("What goes with this letter was not kept when it was written; write it anew.")
    told = unseal_json(at.key, sealed, f"letter.cover:{letter}")
    return Cover(**{name: tuple(lines) for name, lines in told.items()})


def replaced(at: At, disputes: Sequence[str], kept: Sequence[UUID]) -> tuple[UUID, ...]:
    """Remove earlier letters of these disputes; their ids. They were never sent."""
    c = table.c
    gone = table.delete().where(c.person == at.person, c.dispute.in_(disputes), c.id.not_in(kept))
    return tuple(at.connection.execute(gone.returning(c.id)).scalars())


def one(at: At, letter: UUID) -> Letter:
    """NotFound when it is not there, or not this person's."""
    asked = select(*_SHOWN).where(table.c.person == at.person, table.c.id == letter)
    row = at.connection.execute(asked).first()
    if row is None:
        raise NotFound("There is no such letter.")
    return _letter(row)


def page(at: At, after: Sequence[Any], limit: int) -> list[Letter]:
    """The newest first."""
    asked = select(*_SHOWN).where(table.c.person == at.person).order_by(table.c.id.desc()).limit(limit)
    if after:
        asked = asked.where(table.c.id < UUID(after[0]))
    return [_letter(row) for row in at.connection.execute(asked)]


def _letter(row: Any) -> Letter:
    return Letter(*row)

"""Uploaded files: received, reading, then done, failed or cancelled; and never two of one content.

A change of state is one UPDATE that names the states it may leave, so that of two workers, or of a worker and
a cancelling person, one wins and the other sees that it did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert

from creditai.errors import Failure, NotFound
from creditai.papers.at import At
from creditai.store.encryption import seal_text, unseal_text
from creditai.store.tables.paper import paper as table
from creditai.store.tables.report import report

State = Literal["received", "reading", "done", "failed", "cancelled"]
UNDER_WAY: tuple[State, ...] = ("received", "reading")
ENDED: tuple[State, ...] = ("done", "failed", "cancelled")
_COUNTING = 0x70617065
"""Of PostgreSQL's advisory locks: those that count papers."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One row. `stage`, `page`, `pages`: how far reading is. `code`, `error`: why there is no report. `report`: the
    report that came of it. `step` counts changes. `kept`: whether the file is still here."""

    id: UUID
    name: str
    size: int
    kind: str
    state: State
    stage: str | None
    page: int | None
    pages: int | None
    step: int
    attempts: int
    code: str | None
    error: str | None
    report: UUID | None
    made_at: datetime
    kept: bool


def object_name(person: UUID, paper: UUID) -> str:
    """Where the file lies among the objects."""
    return f"papers/{person}/{paper}"


def context(paper: UUID) -> str:
    """What the file is sealed for."""
    return f"paper:{paper}"


def of_content(at: At, sha256: bytes) -> Upload | None:
    """The upload that has this very content."""
    return _first(at, table.c.digest == at.digest(sha256))


def one(at: At, paper: UUID) -> Upload:
    """NotFound when it is not there, or not this person's."""
    found = _first(at, table.c.id == paper)
    if found is None:
        raise NotFound("There is no such paper.")
    return found


def page(at: At, after: Sequence[Any], limit: int) -> list[Upload]:
    """The newest first."""
    asked = _select().where(table.c.person == at.person).order_by(table.c.id.desc()).limit(limit)
    if after:
        asked = asked.where(table.c.id < UUID(after[0]))
    return [_upload(at, row) for row in at.connection.execute(asked)]


def add(at: At, paper: UUID, *, sha256: bytes, name: str, size: int, kind: str) -> bool:
    """A new row in `received`; False when this content came in meanwhile."""
    made = at.connection.execute(
        insert(table)
        .values(
            id=paper, person=at.person, digest=at.digest(sha256), size=size, kind=kind, state="received",
            name=seal_text(at.key, name, f"paper.name:{paper}"), made_at=at.now, changed_at=at.now,
        )
        .on_conflict_do_nothing(constraint="paper_once")
        .returning(table.c.id)
    )  # fmt: skip
    return made.first() is not None


def move(at: At, paper: UUID, *where: Any, out_of: Sequence[State], to: State, **more: Any) -> bool:
    """Change the state; False when the paper is in none of `out_of` any more, or not as `where` says."""
    changed = at.connection.execute(
        table.update()
        .where(table.c.id == paper, table.c.state.in_(out_of), *where)
        .values(state=to, step=table.c.step + 1, changed_at=at.now, **more)
    )
    return changed.rowcount == 1


def begin(at: At, paper: UUID) -> bool:
    """A worker takes it up: once more."""
    return move(at, paper, out_of=UNDER_WAY, to="reading", attempts=table.c.attempts + 1)


def note(at: At, paper: UUID, step: str, page: int | None, pages: int | None) -> bool:
    """How far it is; False when it is to be read no more."""
    return move(at, paper, out_of=("reading",), to="reading", stage=step, page=page, pages=pages)


def again(at: At, paper: UUID) -> bool:
    """Back to the beginning, for what had failed or was cancelled and whose file is here."""
    return move(
        at, paper, table.c.file_removed_at.is_(None), out_of=("failed", "cancelled"), to="received",
        attempts=0, stage=None, page=None, pages=None, code=None, error=None,
    )  # fmt: skip


def stop_all(at: At) -> int:
    """What waits or is being read is cancelled; how many."""
    stopped = table.update().where(table.c.person == at.person, table.c.state.in_(UNDER_WAY))
    values = {"state": "cancelled", "stage": None, "step": table.c.step + 1, "changed_at": at.now}
    return at.connection.execute(stopped.values(values)).rowcount


def let_go(at: At) -> tuple[UUID, ...]:
    """Of all that has ended the file is gone from now on; which, for their objects to be deleted."""
    gone = (
        table.update()
        .where(table.c.person == at.person, table.c.state.in_(ENDED), table.c.file_removed_at.is_(None))
        .values(file_removed_at=at.now)
        .returning(table.c.id)
    )
    return tuple(at.connection.execute(gone).scalars())


def file_of(at: At, paper: UUID) -> Upload:
    """The same as `one`, for who wants the file itself: NotFound with the way out when that is gone."""
    found = one(at, paper)
    if not found.kept:
        raise NotFound(
            "The file was removed once it was read, for you did not agree to keeping it. To have it here, agree at "
            "PUT /api/v1/me/consents/keep-reports, delete the paper, and send the file again."
        )
    return found


def fail(at: At, paper: UUID, failure: Failure) -> bool:
    """It gave no report, and why."""
    said = seal_text(at.key, failure.message, f"paper.error:{paper}")
    return move(at, paper, out_of=UNDER_WAY, to="failed", code=failure.code, error=said, page=failure.page)


def remove(at: At, paper: UUID) -> bool:
    return at.connection.execute(table.delete().where(table.c.id == paper)).rowcount == 1


def under_way(at: At) -> int:
    """How many of this person's papers wait or are read now."""
    asked = select(func.count()).select_from(table).where(table.c.state.in_(UNDER_WAY))
    return int(at.connection.execute(asked.where(table.c.person == at.person)).scalar_one())


def one_after_another(at: At) -> None:
    """What counts this person's papers and adds one waits for whoever does so already."""
    at.connection.execute(select(func.pg_advisory_xact_lock(_COUNTING, at.person.int & 0x7FFF_FFFF)))


def since(at: At, start: datetime) -> tuple[int, datetime | None]:
    """How many papers came in from then on, refused and cancelled ones left out; and when the first of them came."""
    c = table.c
    asked = select(func.count(), func.min(c.made_at)).where(
        c.person == at.person, c.made_at >= start, c.state.in_((*UNDER_WAY, "done"))
    )
    count, oldest = at.connection.execute(asked).one()
    return int(count), oldest


def _select() -> Any:
    return select(table, report.c.id.label("report")).outerjoin(report, report.c.paper == table.c.id)


def _first(at: At, condition: Any) -> Upload | None:
    row = at.connection.execute(_select().where(table.c.person == at.person, condition)).first()
    return None if row is None else _upload(at, row)


def _upload(at: At, row: Row[Any]) -> Upload:
    error = None if row.error is None else unseal_text(at.key, row.error, f"paper.error:{row.id}")
    name = unseal_text(at.key, row.name, f"paper.name:{row.id}")
    return Upload(
        row.id, name, row.size, row.kind, row.state, row.stage, row.page, row.pages, row.step, row.attempts,
        row.code, error, row.report, row.made_at, row.file_removed_at is None,
    )  # fmt: skip

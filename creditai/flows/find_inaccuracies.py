"""Link, compare and find over all reports of a person, and put the result in the place of the last one.

The work is done outside any transaction; it is kept only when reports and choices are still those that it rests on,
else done again. A report that was just read comes in with the findings that it makes, its paper done: all or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from creditai.choosing import analysed
from creditai.errors import NotFound, Unavailable
from creditai.flows import job
from creditai.flows.papers_of import papers_of
from creditai.papers import analysis, register, reports, uploads
from creditai.papers.at import At
from creditai.papers.reports import Kept
from creditai.wiring import Wiring

_TRIES = 20


class NotWanted(Exception):
    """The paper was cancelled or deleted, or another worker was quicker: nothing was kept."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an analysis rests on: reports, and the version of what the person said."""

    reports: tuple[UUID, ...]
    said: int


@job(queue="reading", retries=4)
def find_inaccuracies(wiring: Wiring, person: str, *, fresh: Kept | None = None) -> None:
    """`person`: id. `fresh`: a report that is not kept yet; NotWanted when nobody waits for it any more.
    Unavailable when papers kept coming in all the while."""
    try:
        _found(wiring, UUID(person), fresh)
    except NotFound:  # erased meanwhile, which is nobody's fault
        if fresh is not None:
            raise


def _found(wiring: Wiring, whose: UUID, fresh: Kept | None) -> None:
    for _ in range(_TRIES):
        with papers_of(wiring, whose) as at:
            ground = _Ground(*analysis.basis(at))
            kept, said = reports.every(at), register.read(at).register
        if tuple(each.id for each in kept) != ground.reports:
            continue
        together = sorted((*kept, *([] if fresh is None else [fresh])), key=lambda each: each.id)
        found = analysed(said, [each.report for each in together])
        with papers_of(wiring, whose) as at:
            if _Ground(*analysis.basis(at, lock=True)) == ground:
                _keep(at, fresh)
                analysis.replace(at, _ids(together), found)
                return
    raise Unavailable("Papers kept coming in while findings were worked out; they are tried again.")


def _keep(at: At, fresh: Kept | None) -> None:
    if fresh is None:
        return
    if not uploads.move(at, fresh.paper, out_of=("reading",), to="done", stage=None):
        raise NotWanted
    reports.keep(at, fresh.id, fresh.paper, fresh.report)


def _ids(kept: Sequence[Kept]) -> tuple[UUID, ...]:
    return tuple(each.id for each in kept)

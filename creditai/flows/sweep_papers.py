"""Every minute: a paper that waits and has no job gets one, so that each ends in a result or an error.

Jobs go lost when a worker's row is pruned before its jobs are taken back, or when a queue is emptied by hand. Pieces
of uploads that broke off are removed as well.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select, text

from creditai.errors import NotFound
from creditai.flows import job
from creditai.flows.one_by_one import one_by_one
from creditai.flows.papers_of import papers_of
from creditai.flows.receive_paper import FOLDER
from creditai.flows.upload_report import begin_reading
from creditai.papers import uploads
from creditai.store import audit
from creditai.store.tables.paper import paper as table
from creditai.who import SYSTEM
from creditai.wiring import Wiring

WAIT = timedelta(minutes=2)
"""A paper that did not move for so long is looked at."""
_PIECES_SECONDS = 3600
_HAS_NO_JOB = text(
    "NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.task_name = 'analyze_report' "
    "AND j.status IN ('todo', 'doing') AND j.args->>'paper' = paper.id::text)"
)


@job(queue="upkeep", cron="* * * * *")
def sweep_papers(wiring: Wiring) -> None:
    lost = list(_lost(wiring))
    for piece in (wiring.settings.data / FOLDER).glob("*.sealed"):
        if piece.stat().st_mtime < time.time() - _PIECES_SECONDS:
            piece.unlink(missing_ok=True)
    one_by_one(partial(_begin_again, wiring, person, paper) for person, paper in lost)


def _lost(wiring: Wiring) -> Iterator[tuple[UUID, UUID]]:
    before = wiring.clock.now() - WAIT
    with wiring.database.purpose("system") as connection:
        rows = connection.execute(
            select(table.c.person, table.c.id)
            .where(table.c.state.in_(uploads.UNDER_WAY), table.c.changed_at < before, _HAS_NO_JOB)
            .limit(500)
        ).all()
    yield from ((row.person, row.id) for row in rows)


def _begin_again(wiring: Wiring, person: UUID, paper: UUID) -> None:
    try:
        with papers_of(wiring, person) as at:
            if uploads.move(at, paper, out_of=uploads.UNDER_WAY, to="received", stage=None):
                begin_reading(wiring, at, paper)
                audit.record(
                    at.connection, SYSTEM, "paper.again", str(paper), "its job was lost", person=person
                )
    except NotFound:  # erased meanwhile: there is nothing to read
        return

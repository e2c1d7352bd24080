"""Stop what waits or is being read; the worker sees it at its next page. What has ended stays as it is."""

from __future__ import annotations

from uuid import UUID

from creditai.flows.look_at_papers import reason, whose
from creditai.flows.papers_of import papers_of
from creditai.papers import uploads
from creditai.papers.uploads import Upload
from creditai.store import audit
from creditai.store.jobs import defer
from creditai.who import Who
from creditai.wiring import Wiring


def cancel_reading(wiring: Wiring, who: Who, paper: UUID) -> Upload:
    """The paper as it is then: `cancelled`, or what it had become before."""
    with papers_of(wiring, whose(who)) as at:
        uploads.one(at, paper)
        if uploads.move(at, paper, out_of=uploads.UNDER_WAY, to="cancelled", stage=None):
            audit.record(at.connection, who, "paper.cancel", str(paper), reason(who))
            defer(at.connection, "let_go_of_files", {"person": str(at.person)}, queue="upkeep")
        return uploads.one(at, paper)

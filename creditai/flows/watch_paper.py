"""Look at one paper again and again while it is read; the first look is written down, the others are the same look."""

from __future__ import annotations

from uuid import UUID

from creditai.flows.look_at_papers import look_at_papers, whose
from creditai.flows.papers_of import papers_of
from creditai.papers import uploads
from creditai.papers.uploads import Upload
from creditai.who import Who
from creditai.wiring import Wiring


def watch_paper(wiring: Wiring, who: Who, paper: UUID, *, begins: bool = False) -> Upload:
    """NotFound when it is not there any more."""
    if begins:
        return look_at_papers(wiring, who, "paper.watch", str(paper), lambda at: uploads.one(at, paper))
    with papers_of(wiring, whose(who), held=False) as at:
        return uploads.one(at, paper)

"""Delete a paper: its row, its report and accounts at once, its file after that; findings are worked out anew.

Disputes that were opened stay: they are what the person did. Letters not written yet that rest on it are refused.
"""

from __future__ import annotations

from uuid import UUID

from creditai.errors import NotFound
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.papers_of import papers_of
from creditai.papers import reports, uploads
from creditai.papers.at import At
from creditai.store import audit
from creditai.store.jobs import defer
from creditai.who import Who
from creditai.wiring import Wiring


def delete_paper(wiring: Wiring, who: Who, paper: UUID) -> None:
    person = whose(who)
    with papers_of(wiring, person) as at:
        if not uploads.remove(at, paper):
            raise NotFound("There is no such paper.")
        if reports.remove_of(at, paper) is not None:
            find_again(at)
        audit.record(at.connection, who, "paper.delete", str(paper), reason(who))
    wiring.objects.delete(uploads.object_name(person, paper))


def find_again(at: At) -> None:
    """Findings are to be worked out anew, once this transaction is done."""
    defer(at.connection, "find_inaccuracies", {"person": str(at.person)}, queue="reading")

"""Files that their person did not agree to keep are removed once they are read; what was read from them stays.

After each reading, when the consent is withdrawn, and when a reading is cancelled. The row says so first, and the objects
go after it: what a crash leaves between the two, `sweep_objects` removes.
"""

from __future__ import annotations

from uuid import UUID

from creditai.errors import NotFound
from creditai.flows import job
from creditai.flows.consents import has_consent
from creditai.flows.papers_of import papers_of
from creditai.papers import uploads
from creditai.store import audit
from creditai.who import SYSTEM
from creditai.wiring import Wiring


@job(queue="upkeep", retries=8)
def let_go_of_files(wiring: Wiring, person: str) -> None:
    """`person`: id. Nothing happens where keep-reports stands."""
    owner = UUID(person)
    try:
        with papers_of(wiring, owner) as at:
            if has_consent(at.connection, owner, "keep-reports"):
                return
            gone = uploads.let_go(at)
            for paper in gone:
                audit.record(
                    at.connection, SYSTEM, "paper.let-go", str(paper), "no consent to keep", person=owner
                )
    except NotFound:  # erased meanwhile, with all files
        return
    for paper in gone:
        wiring.objects.delete(uploads.object_name(owner, paper))

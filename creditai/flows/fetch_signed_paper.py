"""Give a signed paper as it was signed, or a draft as it would be."""

from __future__ import annotations

from uuid import UUID

from creditai.flows.draw_up_contract import pages_of
from creditai.flows.look_at_papers import reason, whose
from creditai.ledger import contracts
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


def fetch_signed_paper(wiring: Wiring, who: Who, paper: UUID) -> bytes:
    """`paper`: the id of a signed paper, or of a contract that is not signed yet. NotFound when it is not there."""
    person = whose(who)
    key = wiring.keys.of(person)
    with wiring.database.scope(person) as connection:
        audit.record(connection, who, "contract.fetch", str(paper), reason(who))
        drafts = [
            c for c in contracts.every(connection, key, person) if c.id == paper and c.signed_at is None
        ]
        if not drafts:
            return contracts.pages(connection, key, person, paper)
    return pages_of(wiring, drafts[0])

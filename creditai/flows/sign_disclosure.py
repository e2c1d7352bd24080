"""Somebody acknowledges the statute's disclosure, a paper of its own, before any contract (15 USC 1679c)."""

from __future__ import annotations

from creditai.billing.contract import Signature, disclosure, pdf
from creditai.billing.statute import statute
from creditai.errors import Conflict, Invalid
from creditai.flows.look_at_papers import reason, whose
from creditai.ledger import contracts
from creditai.ledger.contracts import Paper
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


def sign_disclosure(wiring: Wiring, who: Who, name: str, shown: str) -> Paper:
    """`shown`: the digest of the text that was read. Conflict when that is not the text of today."""
    wiring.flags.require("payments")
    person, now, text = whose(who), wiring.clock.now(), statute()
    if shown != text.digest:
        raise Conflict("The disclosure has another text now; read it again and sign that.")
    signer = signer_of(name)
    body = pdf(disclosure(text, signer, Signature(signer, now)), text.heading)
    key = wiring.keys.of(person)
    with wiring.database.held(person) as connection:
        paper = contracts.keep(connection, key, person, "disclosure", body, now)
        audit.record(connection, who, "disclosure.sign", str(paper.id), reason(who))
    return paper


def signer_of(name: str) -> str:
    """A name as it is signed: spaces made single."""
    found = " ".join(name.split())
    if not found or len(found) > 120:
        raise Invalid("Write your name as you sign it, in at most 120 characters.", "/name")
    return found

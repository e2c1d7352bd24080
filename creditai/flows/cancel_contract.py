"""One click: the contract is over, free of charge, until midnight of the third business day. It never waits for Stripe:
rights end here at once, and the subscription there by a job."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from creditai.billing.contract import Block, Signature, cancellation, pdf
from creditai.billing.statute import statute
from creditai.errors import Conflict
from creditai.flows.draw_up_contract import terms_of
from creditai.flows.look_at_papers import reason, whose
from creditai.ledger import contracts, customers
from creditai.ledger.contracts import Contract
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


def cancel_contract(wiring: Wiring, who: Who, contract: UUID) -> Contract:
    """Conflict when it is not signed, or when its days are over: then the subscription can be ended. Cancelled already:
    the same again."""
    person, now = whose(who), wiring.clock.now()
    key = wiring.keys.of(person)
    with wiring.database.scope(person) as connection:
        seen = contracts.one(connection, key, person, contract)
    if seen.cancelled_at is not None:
        return seen
    _check(seen, now)
    body = _pages(wiring, seen, Signature(seen.name, now))
    with wiring.database.scope(person) as connection:
        found = contracts.one(connection, key, person, contract, lock=True)
        if found.cancelled_at is not None:
            return found
        contracts.keep(connection, key, person, "cancellation", body, now, found.id)
        contracts.cancel(connection, found.id, now)
        audit.record(connection, who, "contract.cancel", str(found.id), reason(who))
        customers.follow_contract(connection, person)
    return replace(found, cancelled_at=now)


def _check(found: Contract, now: datetime) -> None:
    if found.signed_at is None or found.letters_from is None:
        raise Conflict("This contract is not signed; nothing is owed by it.")
    if now >= found.letters_from:
        raise Conflict(
            "The three business days are over. You can end the subscription at any time: what is delivered by then "
            "is billed, nothing more."
        )


def _pages(wiring: Wiring, found: Contract, signature: Signature) -> bytes:
    text = statute()
    *notice, _ = cancellation(text, terms_of(wiring, found))
    when = f"Signed electronically by “{signature.name}”, {signature.at:%Y-%m-%d %H:%M} UTC"
    blocks = [Block("signature", (signature.name, when)) if b.kind == "signature" else b for b in notice]
    return pdf(tuple(blocks), text.cancel_heading)

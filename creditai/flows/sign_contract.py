"""Somebody signs the contract that was drawn up. From now on three business days run in which it can be cancelled for
nothing; letters begin after them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from creditai.billing.contract import Signature
from creditai.billing.states import states
from creditai.billing.timetable import timetable
from creditai.errors import Conflict, Invalid
from creditai.flows.draw_up_contract import check_sold, check_stays, pages_of
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.sign_disclosure import signer_of
from creditai.ledger import contracts, customers
from creditai.ledger.contracts import Contract
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring


def sign_contract(
    wiring: Wiring, who: Who, contract: UUID, name: str, shown: str, electronic: bool
) -> Contract:
    """`shown`: the digest of the draft that was read; `electronic`: agrees to sign so (15 USC 7001(c)). Signed already:
    the same again."""
    wiring.flags.require("payments")
    person, now = whose(who), wiring.clock.now()
    key = wiring.keys.of(person)
    with wiring.database.scope(person) as connection:
        seen = contracts.one(connection, key, person, contract)
    if seen.signed_at is not None:
        return seen
    _check(seen, name, shown, electronic)
    check_sold(wiring, seen.state)
    days = timetable(now, states()[seen.state].zones)
    if (days.signed_on, days.last_day) != (seen.day, seen.last_day):
        raise Conflict(
            "The contract was drawn up on another day, and its dates would be wrong: draw it up anew."
        )
    body = pages_of(wiring, seen, Signature(seen.name, now))
    with wiring.database.held(person) as connection:
        draft = contracts.one(connection, key, person, contract, lock=True)
        if draft.signed_at is not None:
            return draft
        check_stays(connection, person, draft)
        contracts.keep(connection, key, person, "contract", body, now, draft.id)
        contracts.sign(connection, draft.id, now, days.letters_from)
        audit.record(connection, who, "contract.sign", str(draft.id), reason(who))
        customers.follow_contract(connection, person)
    return replace(draft, signed_at=now, letters_from=days.letters_from)


def _check(draft: Contract, name: str, shown: str, electronic: bool) -> None:
    if shown != draft.digest:
        raise Conflict("This is not the contract that was drawn up last; read that and sign it.")
    if not electronic:
        raise Invalid(
            "To sign here, agree to electronic records; or print the contract, and write to us.",
            "/electronic",
        )
    if signer_of(name).casefold() != draft.name.casefold():
        raise Invalid("Sign with the name that stands in the contract.", "/name")

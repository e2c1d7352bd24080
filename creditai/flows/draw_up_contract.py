"""Draw up a contract for a plan: to be read, and signed today. Nothing is owed by it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from creditai.billing.contract import Seller, Signature, Terms, contract, pdf
from creditai.billing.mirror import LIVE
from creditai.billing.plans import INTERVALS, offer
from creditai.billing.states import seller_may_sell, states
from creditai.billing.statute import digest, statute
from creditai.billing.timetable import timetable
from creditai.errors import Conflict, Invalid, Unavailable
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.sign_disclosure import signer_of
from creditai.ledger import contracts, mirror
from creditai.ledger.contracts import Contract
from creditai.store import audit
from creditai.store.ids import new_id
from creditai.who import Who
from creditai.wiring import Wiring

TITLE = "Contract for dispute letters"


def draw_up_contract(
    wiring: Wiring, who: Who, plan: str, interval: str, state: str, name: str
) -> tuple[Contract, bytes]:
    """The draft and its PDF; an earlier draft is dropped. NotAllowed where plans are not sold; Conflict before the
    disclosure is signed, and while a subscription to another plan is to end."""
    wiring.flags.require("payments")
    person, now, signer = whose(who), wiring.clock.now(), signer_of(name)
    sold = [each.name for each in offer().sold]
    if plan not in sold:
        raise Invalid(f"There is no such plan; there are: {', '.join(sold)}.", "/plan")
    found = next((each for each in INTERVALS if each == interval), None)
    if found is None:
        raise Invalid("A plan runs by month or by year.", "/interval")
    check_sold(wiring, state)
    days = timetable(now, states()[state].zones)
    made = Contract(
        new_id(), plan, found, state, signer, "", days.signed_on, days.last_day, None, None, None, now
    )
    body = pages_of(wiring, made)
    made = replace(made, digest=digest(body))
    key = wiring.keys.of(person)
    with wiring.database.held(person) as connection:
        if not contracts.has_disclosure(connection, person):
            raise Conflict(
                "The law wants its disclosure read and signed before any contract: sign that first."
            )
        check_stays(connection, person, made)
        contracts.drop_drafts(connection, person)
        contracts.add(connection, key, person, made)
        audit.record(connection, who, "contract.draw-up", str(made.id), reason(who))
    return made, body


def check_sold(wiring: Wiring, state: str) -> None:
    """Whether a plan may be sold there now."""
    settings = wiring.settings
    seller_may_sell(state, settings.sell_in, real=settings.environment == "production")
    seller_of(wiring)
    if not wiring.stripe.configured:
        raise Unavailable("Payments are not set up here: nothing is sold, and letters are free.")


def check_stays(connection: Connection, person: UUID, made: Contract) -> None:
    """Conflict while a subscription to another plan is to end: who ended it says first that it goes on."""
    for each in mirror.read(connection, person).subscriptions:
        other = (each.plan, each.interval) != (made.plan, made.interval)
        if each.status in LIVE and each.ends_with_period and other:
            raise Conflict(
                f"Your subscription ends on {each.period_end:%Y-%m-%d}, as you asked. To change its plan instead, take that "
                "back first (POST /subscription/ending); or sign for the other plan when it has ended."
            )


def seller_of(wiring: Wiring) -> Seller:
    name, mark, address = (part.strip() for part in wiring.settings.seller.partition(";"))
    if not (name and mark and address):
        raise Unavailable("Nothing is sold here yet: the seller's name and address are not set.")
    return Seller(name, address)


def pages_of(wiring: Wiring, made: Contract, signature: Signature | None = None) -> bytes:
    """The contract as PDF: the draft, or with its signature."""
    return pdf(contract(offer(), statute(), terms_of(wiring, made), signature), TITLE)


def terms_of(wiring: Wiring, made: Contract) -> Terms:
    return Terms(
        seller_of(wiring), made.name, offer().plan(made.plan), made.interval, states()[made.state].name, made.day,
        made.last_day,
    )  # fmt: skip

"""The address at Stripe where a card is given for a contract that is signed. Nothing is taken there."""

from __future__ import annotations

from uuid import UUID

from creditai.billing.entitlements import entitlement
from creditai.billing.plans import offer
from creditai.clients.stripe import StripeRefused
from creditai.errors import Conflict
from creditai.flows.draw_up_contract import check_sold
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.settle_customer import settle_customer
from creditai.ledger import contracts, customers, mirror
from creditai.ledger.contracts import Contract
from creditai.store import audit, jobs
from creditai.who import Who
from creditai.wiring import Wiring


def open_checkout(wiring: Wiring, who: Who, contract: UUID) -> str:
    """Conflict without a contract in force, or when a subscription runs already. The first days are free once."""
    wiring.flags.require("payments")
    person = whose(who)
    key = wiring.keys.of(person)
    with wiring.database.held(person) as connection:
        signed = contracts.one(connection, key, person, contract)
        if not signed.in_force:
            raise Conflict("This contract is not in force: sign it first, or draw up another.")
        check_sold(wiring, signed.state)
        told = mirror.read(connection, person).subscriptions
        if entitlement(offer(), told).subscription is not None:
            raise Conflict("You are subscribed already; a signed contract for another plan changes it.")
        customer = customers.of(connection, person)
        audit.record(connection, who, "checkout.open", str(contract), reason(who))
    free_days = 0 if told else offer().free_days
    if customer is not None:
        try:
            return _session(wiring, customer, signed, free_days)
        except StripeRefused as refused:
            if not refused.forgotten:
                raise
        with wiring.database.purpose(
            "system"
        ) as connection:  # deleted there; or erased here, as is seen next
            settle_customer(wiring, connection, customer)
    return _session(wiring, _customer(wiring, person), signed, free_days)


def _session(wiring: Wiring, customer: str, signed: Contract, free_days: int) -> str:
    return wiring.stripe.checkout(
        customer,
        wiring.stripe.price(signed.plan, signed.interval),
        contract=signed.id,
        free_days=free_days,
        back=f"{wiring.settings.address}/plans",
        key=wiring.clock.today().isoformat(),
    )


def _customer(wiring: Wiring, person: UUID) -> str:
    kept: str | None = None
    made = wiring.stripe.customer(person)
    try:
        with wiring.database.held(person) as connection:
            kept = customers.add(connection, person, made)
    finally:
        if kept != made:  # another was quicker, or the person is erased: nobody would ever forget this one
            with wiring.database.purpose("system") as connection:
                jobs.defer(connection, "forget_customer", {"customer": made}, queue="money")
    return kept

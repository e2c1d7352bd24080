"""Ask Stripe what is, under the lock of the customer's row, and make our rows that. Order, number and delay of what made
us ask do not matter: whoever writes last was told last."""

from __future__ import annotations

from sqlalchemy import Connection

from creditai.billing.mirror import Drift, drifts
from creditai.ledger import contracts, customers, mirror
from creditai.store import jobs
from creditai.wiring import Wiring


def settle_customer(wiring: Wiring, connection: Connection, customer: str) -> tuple[Drift, ...]:
    """Where our rows had differed. A customer of nobody here is left alone. A subscription for which no contract
    is in force is ended by a job."""
    person = customers.lock(connection, customer)
    if person is None:
        return ()
    ours, theirs = mirror.read(connection, person, customer), wiring.stripe.told(customer)
    uncovered = contracts.uncovered(theirs.subscriptions, contracts.in_force(connection, person))
    mirror.write(connection, person, customer, theirs)
    customers.told(connection, customer, wiring.clock.now())
    if theirs.gone:
        customers.remove(connection, customer)
    if uncovered:
        jobs.defer(connection, "follow_contract", {"customer": customer}, queue="money")
    return drifts(ours, theirs, customer, uncovered)

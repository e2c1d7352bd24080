"""Every night: hold our rows against Stripe's word, repair what differs, and write every difference down.

Events that never came are looked up and applied; those whose work was not done are done; each customer is asked about;
deliveries that the meter does not know are told again, or written off by name when no invoice will hold them. What
cannot be repaired by taking Stripe's word is named for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from creditai.billing.mirror import DRIFTS, Drift, DriftKind
from creditai.flows import job
from creditai.flows.apply_stripe_event import apply_stripe_event
from creditai.flows.follow_contract import follow_contract
from creditai.flows.one_by_one import one_by_one
from creditai.flows.settle_customer import settle_customer
from creditai.flows.settle_deliveries import LOOKED_BACK, ON_ITS_WAY, settle_deliveries
from creditai.ledger import customers, events
from creditai.logs import REDACTION, log
from creditai.wiring import Wiring

REDACTION.declare("drift", DRIFTS)
FOR_A_PERSON: tuple[DriftKind, ...] = ("two_subscriptions", "count_differs")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many customers were asked about, and what was found."""

    customers: int
    found: tuple[Drift, ...]

    @property
    def left(self) -> tuple[Drift, ...]:
        """What a person must look at."""
        return tuple(each for each in self.found if each.kind in FOR_A_PERSON)


@job(queue="money", retries=3, cron="17 3 * * *")
def reconcile_with_stripe(wiring: Wiring) -> Reconciled:
    """Does nothing where payments are not set up. Unavailable when Stripe is away: the job is tried again."""
    if not wiring.stripe.configured:
        return Reconciled(0, ())
    found, asked = list[Drift](), list[str]()

    def one(customer: str) -> None:
        asked.append(customer)
        found.extend(_customer(wiring, customer))

    def acts() -> Iterator[Callable[[], object]]:
        yield lambda: _events(wiring, found)
        yield from (partial(one, each) for each in _customers(wiring))
        yield lambda: found.extend(_noted(wiring, each) for each in settle_deliveries(wiring, None))

    try:
        one_by_one(acts())
    finally:
        for kind, count in Counter(each.kind for each in found).items():
            log.warning("stripe.drift", drift=kind, count=count)
    return Reconciled(len(asked), tuple(found))


def _events(wiring: Wiring, found: list[Drift]) -> None:
    now, missed = wiring.clock.now(), set[str]()
    for event in wiring.stripe.events(now - LOOKED_BACK):
        if event.created > now - ON_ITS_WAY:
            continue
        with wiring.database.purpose("system") as connection:
            if events.add(connection, event, wiring.settings.colour, now):
                found.append(_note(connection, Drift("event_missed", event.id, DRIFTS["event_missed"])))
                missed.add(event.id)
    with wiring.database.purpose("system") as connection:
        waiting = events.not_applied(connection, now - ON_ITS_WAY)

    def apply(id_: str) -> None:
        apply_stripe_event(wiring, id_)
        if id_ not in missed:
            found.append(_noted(wiring, Drift("event_not_applied", id_, DRIFTS["event_not_applied"])))

    one_by_one(partial(apply, each) for each in dict.fromkeys((*waiting, *sorted(missed))))


def _customers(wiring: Wiring) -> Iterator[str]:
    last = ""
    while True:
        with wiring.database.purpose("system") as connection:
            page = customers.after(connection, last)
        yield from page
        if not page:
            return
        last = page[-1]


def _customer(wiring: Wiring, customer: str) -> list[Drift]:
    with wiring.database.purpose("system") as connection:
        found = [*settle_customer(wiring, connection, customer)]
    if any(each.kind == "no_contract" for each in found):
        follow_contract(wiring, customer)
    found += settle_deliveries(wiring, customer)
    return [_noted(wiring, each) for each in found]


def _noted(wiring: Wiring, found: Drift) -> Drift:
    with wiring.database.purpose("system") as connection:
        return _note(connection, found)


def _note(connection: Connection, found: Drift) -> Drift:
    events.note(connection, found, repaired=found.kind not in FOR_A_PERSON)
    return found

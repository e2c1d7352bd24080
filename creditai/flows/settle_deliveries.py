"""Hold what one customer was handed over against Stripe's meter and invoices: tell what is not told, write off by name what
no invoice will hold, and name what a person must look at."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from creditai.billing import lateness
from creditai.billing.mirror import DRIFTS, LIVE, Drift, Told
from creditai.billing.plans import dollars, offer
from creditai.flows.count_delivery import count_delivery
from creditai.ledger import customers, deliveries, mirror
from creditai.wiring import Wiring

ON_ITS_WAY = timedelta(minutes=10)
"""What is younger may still come by itself."""
LOOKED_BACK = timedelta(days=7)


def settle_deliveries(wiring: Wiring, customer: str | None) -> tuple[Drift, ...]:
    """`customer`: as Stripe was asked about just now; None: all that was handed to people whom it does not know."""
    before = wiring.clock.now() - ON_ITS_WAY
    with wiring.database.purpose("system") as connection:
        if customer is None:
            person, late = None, deliveries.of_no_customer(connection, before)
        elif (person := customers.lock(connection, customer)) is None:
            return ()
        else:
            late = deliveries.not_counted(connection, person, before)
            told = mirror.read(connection, person, customer)
    found = [_late(wiring, each) for each in late]
    if person is not None and customer is not None:
        found += _closed(wiring, person, told)
        found += _running(wiring, person, customer, told)
    return tuple(found)


def _late(wiring: Wiring, delivery: UUID) -> Drift:
    if count_delivery(wiring, str(delivery)):
        return Drift("delivery_not_counted", str(delivery), DRIFTS["delivery_not_counted"])
    return _written_off(wiring, delivery)


def _written_off(wiring: Wiring, delivery: UUID) -> Drift:
    most = dollars(offer().unit_price_cents)
    told = f"{DRIFTS['delivery_written_off']} At most ${most}."
    with wiring.database.purpose("system") as connection:
        deliveries.write_off(connection, delivery, wiring.clock.now())
    return Drift("delivery_written_off", str(delivery), told)


def _closed(wiring: Wiring, person: UUID, told: Told) -> list[Drift]:
    """What an invoice held, beside what was told for its period: the meter may have heard of some a moment too late."""
    found: list[Drift] = []
    for bill in lateness.closed(told, wiring.clock.now() - LOOKED_BACK):
        with wiring.database.purpose("system") as connection:
            ours = deliveries.counted_between(connection, person, bill.period_start, bill.period_end)
        held = wiring.stripe.held(bill.id)
        found += [_written_off(wiring, each) for each in ours[: max(0, len(ours) - held)]]
        if held > len(ours):
            found.append(_differs(bill.id, len(ours), held))
    return found


def _running(wiring: Wiring, person: UUID, customer: str, told: Told) -> list[Drift]:
    """What the meter counts in the period that runs."""
    found: list[Drift] = []
    for sub in (each for each in told.subscriptions if each.status in LIVE):
        start, end = _minute(sub.period_start), _minute(wiring.clock.now())
        if end <= start:
            continue
        with wiring.database.purpose("system") as connection:
            ours = deliveries.counted_between(connection, person, start, end)
        theirs = wiring.stripe.counted(customer, start, end)
        if len(ours) != theirs:
            found.append(_differs(sub.id, len(ours), theirs))
    return found


def _differs(subject: str, here: int, there: int) -> Drift:
    return Drift("count_differs", subject, f"{DRIFTS['count_differs']} Here {here}, there {there}.")


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)

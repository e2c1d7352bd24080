"""Whether letters for these disputes may be written now: contract, day, subscription, room in the plan.

The day is that of the contract for what runs: an older one for another plan does not shorten the days of this.
Where payments are not set up nothing is sold, and letters are free. A letter that was delivered may be written anew.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection

from creditai.billing.entitlements import check_letters, check_people, entitlement
from creditai.billing.plans import offer
from creditai.ledger import contracts, deliveries, mirror
from creditai.wiring import Wiring


def allow_letters(
    wiring: Wiring, connection: Connection, person: UUID, disputes: Collection[str], people: int = 1
) -> None:
    """NotYet with the day, or PlanTooSmall with what is missing. `connection`: in the scope of this person. `people`: for
    how many the letters are, these and earlier ones."""
    if not wiring.stripe.configured:
        return
    new = [each for each in disputes if not deliveries.has(connection, person, each)]
    if not new:
        return
    told = mirror.read(connection, person).subscriptions
    right, signed = entitlement(offer(), told), contracts.in_force(connection, person)
    runs = [(each.plan, each.interval) for each in told if each.id == right.subscription]
    begin = [each.letters_from for each in signed if not runs or (each.plan, each.interval) in runs]
    delivered = deliveries.since(connection, person, right.since)
    check_letters(right, begin, delivered, len(new), wiring.clock.now())
    check_people(right, people)

"""A letter is handed over: the unit that is paid for, counted once for its dispute, however often it is fetched."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from creditai.flows.allow_letters import allow_letters
from creditai.flows.is_synthetic import is_synthetic
from creditai.ledger import deliveries
from creditai.store import jobs
from creditai.wiring import Wiring


def deliver_letter(wiring: Wiring, connection: Connection, person: UUID, dispute: str) -> None:
    """`connection`: in the scope of this person; the count commits with it. Refused as writing is. Of two
    at once one waits, so that together they do not pass what the plan allows."""
    if not wiring.stripe.configured or deliveries.has(connection, person, dispute):
        return
    deliveries.one_after_another(connection, person)
    allow_letters(wiring, connection, person, [dispute])
    free = is_synthetic(connection, person)
    made = deliveries.add(connection, person, dispute, wiring.clock.now(), free=free)
    if made is not None and not free:
        jobs.defer(connection, "count_delivery", {"delivery": str(made)}, queue="money")

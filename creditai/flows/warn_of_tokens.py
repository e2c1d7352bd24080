"""Every night: whose token for a program ends in a week is told so once, before the program stands still.

Chosen by the day of its end, so that a token is in the list of one night; one that was made for days only is in none.
A night on which no worker ran tells nobody: the list of tokens shows the same day.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from creditai.flows import job
from creditai.store import jobs
from creditai.store.tables.token import token
from creditai.wiring import Wiring

BEFORE = timedelta(days=7)
SHORT = timedelta(days=14)
"""Made for less: its end is no surprise."""
_DAY = timedelta(days=1)


@job(queue="mail", cron="41 3 * * *")
def warn_of_tokens(wiring: Wiring) -> None:
    """One mail for all of a person's that end on that day."""
    day = wiring.clock.today() + BEFORE
    start, c = datetime.combine(day, time(), UTC), token.c
    ending = select(c.person).where(
        c.ends_at >= start, c.ends_at < start + _DAY, c.ends_at - c.made_at >= SHORT
    )
    with wiring.database.purpose("system") as connection:
        for person in connection.execute(ending.distinct()).scalars().all():
            told = {"person": str(person), "day": day.isoformat()}
            jobs.defer(connection, "mail_token_ends", told, queue="mail")

"""A worker as its own process, to be killed: `python -m tests.hard.working`, settings from the environment.

The worker is the service's own. What is shortened is the wait until a killed one is noticed, and the minute between
two looks for stalled jobs.
"""

from __future__ import annotations

import asyncio
import os
import time

from sqlalchemy.exc import IntegrityError

from creditai import worker
from creditai.settings import Settings
from creditai.store.jobs import defer
from creditai.wiring import Wiring, wire
from creditai.worker import tasks

STALLED_SECONDS = 8
LOOK_SECONDS = 2.0


async def main() -> None:
    wiring = wire(Settings.read(os.environ))
    tasks.STALLED_SECONDS = STALLED_SECONDS
    looking = asyncio.create_task(_look(wiring))
    await worker.work(wiring, jobs=2)
    looking.cancel()


async def _look(wiring: Wiring) -> None:
    while True:
        await asyncio.to_thread(_ask, wiring)
        await asyncio.sleep(LOOK_SECONDS)


def _ask(wiring: Wiring) -> None:
    try:
        with wiring.database.purpose("system") as connection:
            defer(
                connection, "retry_stalled_jobs", {"timestamp": str(int(time.time()))},
                queue="upkeep", once="retry_stalled_jobs",
            )  # fmt: skip
    except IntegrityError:
        return  # one waits already


if __name__ == "__main__":
    asyncio.run(main())

"""What a worker does beside its jobs, in its event loop: it beats, and puts in the queue what is due by the clock.

A database that is away ends neither; what the clock made due meanwhile is put there when it is back, for ten minutes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.periodic import PeriodicDeferrer

from creditai.logs import log
from creditai.worker.pauses import Pauses
from creditai.worker.taking import Taking

BEAT_SECONDS = 5.0


async def beat(app: App, taking: Taking) -> None:
    """Say of each thread that it lives, for ever."""

    async def once() -> None:
        await asyncio.sleep(BEAT_SECONDS)
        taking.forget()
        for number in taking.numbers():
            await app.job_manager.update_heartbeat(number)

    await _for_ever(once)


async def defer_periodically(app: App) -> None:
    """procrastinate's own, begun anew where it failed: it asks the queue, which takes each time of the clock once."""

    async def once() -> None:
        await PeriodicDeferrer(registry=app.periodic_registry, **app.periodic_defaults).worker()
        await asyncio.sleep(BEAT_SECONDS)  # it ends only where nothing is periodic

    await _for_ever(once)


async def _for_ever(once: Callable[[], Awaitable[None]]) -> None:
    pauses = Pauses()
    while True:
        try:
            await once()
        except ConnectorException as error:
            if pauses.failed():
                log.warning("queue.away", exc_info=error)
            await asyncio.sleep(pauses.seconds)

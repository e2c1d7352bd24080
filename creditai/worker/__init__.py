"""Takes jobs from PostgreSQL and runs them, in threads; procrastinate keeps the queue.

    tasks       the jobs of the flows as procrastinate's tasks: queues, when one is tried again
    taking      threads in turns, each with a `session` of its own; who leads waits at the one `listening`
    running     one job, to its end
    beating     signs of life, and what is due by the clock

The queue's tables, functions and statements are procrastinate's as they are, and so are deferring, periodic jobs and the
manager; the loop that takes jobs is ours (docs/decisions/0007-the-worker-s-loop-is-ours.md).

A job that a killed worker held is found by the periodic `retry_stalled_jobs` and runs again: a flow that is a job must
bear being run twice. A passing fault (`Unavailable`) is tried again, later each time; our own defect is not.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from typing import Any

from creditai.logs import log
from creditai.wiring import Wiring
from creditai.worker import tasks
from creditai.worker.beating import beat, defer_periodically
from creditai.worker.taking import Taking

DRAIN_SECONDS = 25


async def work(wiring: Wiring, *, jobs: int = 2, wait: bool = True) -> int:
    """Take jobs until SIGTERM; then finish those under way within DRAIN_SECONDS, or leave them: the process is to end then,
    and they go back to the queue when they are found to be nobody's. How many were left.
    `wait=False`: end when the queue is empty and nothing under way; nothing is put there by the clock."""
    app, loop, leave = tasks.queue(wiring), asyncio.get_running_loop(), asyncio.Event()
    dsn, queues = wiring.settings.database.reveal(), tasks.queues(wiring.settings.colour)
    if wait:
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, leave.set)
    async with app.open_async():
        await app.job_manager.prune_stalled_workers(tasks.STALLED_SECONDS)
        taking = Taking(app, dsn, queues, loop, wait=wait)
        threads = [asyncio.wrap_future(taking.start()) for _ in range(jobs)]
        beside = [beat(app, taking), leave.wait(), *([defer_periodically(app)] if wait else [])]
        return await _ended(taking, threads, [asyncio.create_task(each) for each in beside])


async def _ended(
    taking: Taking, threads: Sequence[asyncio.Future[None]], beside: Sequence[asyncio.Task[Any]]
) -> int:
    """Until the threads have ended, or anything beside them: a signal, or our own defect, which is raised. None goes on
    without the other."""
    together = asyncio.gather(*threads)
    try:
        await asyncio.wait({together, *beside}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        taking.stop()
        _, late = await asyncio.wait(threads, timeout=DRAIN_SECONDS)
        if late:
            taking.abandon()
            log.warning("jobs.left", count=len(late))
        for each in (together, *beside):
            each.cancel()
        told = await asyncio.gather(together, *beside, return_exceptions=True)
        taking.close()
        for failure in told:
            if isinstance(failure, BaseException) and not isinstance(failure, asyncio.CancelledError):
                raise failure
    return len(late)

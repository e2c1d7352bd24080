"""A job is run, in the thread that took it, and what is to become of it decided by its task."""

from __future__ import annotations

import asyncio
import inspect
import time
from dataclasses import dataclass

from procrastinate import App, JobContext, RetryDecision
from procrastinate.exceptions import TaskNotFound
from procrastinate.jobs import Job, Status

from creditai.logs import log

GIVEN_UP = Status.FAILED


@dataclass(frozen=True, slots=True)
class Ending:
    """`again`: when and how it is tried again; where it is None, `status` is its last."""

    status: Status
    again: RetryDecision | None = None


def run(app: App, job: Job, loop: asyncio.AbstractEventLoop) -> Ending:
    """Run it to its end, whatever that is. A task that is a coroutine runs in `loop`, while this thread waits."""
    try:
        _performed(app, job, loop)
    except BaseException as error:
        task = app.tasks.get(job.task_name)
        retry = None if task is None else task.get_retry_exception(exception=error, job=job)
        if retry is not None:
            return Ending(GIVEN_UP, retry.retry_decision)
        log.error("job.given_up", exc_info=error, job=job.id)
        return Ending(GIVEN_UP)
    return Ending(Status.SUCCEEDED)


def _performed(app: App, job: Job, loop: asyncio.AbstractEventLoop) -> None:
    task = app.tasks.get(job.task_name)
    if task is None:
        raise TaskNotFound
    context = JobContext(app=app, job=job, start_timestamp=time.time(), abort_reason=lambda: None)
    told = task(*((context,) if task.pass_context else ()), **job.task_kwargs)
    if inspect.iscoroutine(told):
        asyncio.run_coroutine_threadsafe(told, loop).result()

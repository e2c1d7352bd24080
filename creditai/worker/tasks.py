"""The jobs of the flows as tasks of procrastinate: in which queue, and when one is tried again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, cast

import procrastinate
from procrastinate import BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision, RetryStrategy
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from creditai import metrics
from creditai.clients.sentry import report
from creditai.errors import FeatureDisabled, Unavailable
from creditai.flags import switch_of
from creditai.flows import Job, every_job
from creditai.logs import REDACTION, log, tracing
from creditai.people import synthetic
from creditai.store.jobs import ABOUT
from creditai.wiring import Wiring
from creditai.worker.session import CONNECTED

STALLED_SECONDS = 30
_OWN = {"default", "upkeep"}
"""Queues of jobs that are no flows, besides those of the flows."""
_ASKED_AGAIN_SECONDS = 30
"""How often a job that is switched off asks whether it may run."""


def queue(wiring: Wiring) -> procrastinate.App:
    """procrastinate's application with every job of the flows."""
    app = procrastinate.App(
        connector=PsycopgConnector(
            conninfo=wiring.settings.database.reveal(),
            kwargs=dict(CONNECTED),
            min_size=1,
            max_size=2,
            timeout=5.0,
        )
    )
    REDACTION.declare("task", [each.name for each in every_job()])
    for each in every_job():
        _add(app, wiring, each)

    @app.periodic(cron="* * * * *", periodic_id="retry_stalled_jobs")
    @app.task(
        queueing_lock="retry_stalled_jobs", pass_context=True, name="retry_stalled_jobs", queue="upkeep"
    )
    async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
        await _put_back(app.job_manager)

    return app


async def _put_back(manager: JobManager) -> None:
    """What nobody does any more goes back to the queue, each for itself: one that cannot holds up no other. The first
    failure is raised in the end; the next minute tries again."""
    failures = []
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await manager.retry_job(job)
        except UniqueViolation:  # one with its queueing lock waits already, and will do the same
            await manager.finish_job(job, Status.FAILED, delete_job=False)
        except ConnectorException as error:
            failures.append(error)
    if failures:
        raise failures[0]


def _add(app: procrastinate.App, wiring: Wiring, each: Job) -> None:
    retry = _Retry(each.retries)

    def run(context: JobContext, /, **arguments: Any) -> None:
        if each.cron is not None:
            arguments.pop("timestamp", None)
        with tracing.taken_up(arguments.pop(ABOUT, None), context.job.id):
            _run(wiring, each, arguments)

    task = app.task(name=each.name, queue=each.queue, retry=retry, pass_context=True)(run)
    if each.cron is not None:
        app.periodic(cron=each.cron, periodic_id=each.name)(cast(Any, task))


def _run(wiring: Wiring, each: Job, arguments: Mapping[str, Any]) -> None:
    began, outcome = time.monotonic(), "failed"
    try:
        if (switch := switch_of(each.name)) is not None:
            wiring.flags.require(switch.name)
        each.function(wiring, **arguments)
        outcome = "done"
    except Unavailable:
        outcome = "again"
        raise
    except Exception as error:  # our defect: nobody waits for an answer that would tell of it
        log.error("job.failed", exc_info=error, task=each.name)
        report(error)
        raise
    finally:
        seconds = time.monotonic() - began
        metrics.job_ended(each.name, outcome, seconds)
        log.info("job.ended", task=each.name, outcome=outcome, seconds=seconds)


REDACTION.declare("outcome", ("done", "again", "failed"))


class _Retry(BaseRetryStrategy):
    """A passing fault is tried again, later each time, `retries` times; what an operator switched off waits in the queue
    for as long as that stands, however often it has been tried."""

    def __init__(self, retries: int) -> None:
        self._faults = RetryStrategy(max_attempts=retries, exponential_wait=5, retry_exceptions=[Unavailable])
        self._retries = retries

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        if isinstance(exception, FeatureDisabled):
            return RetryDecision(retry_in={"seconds": min(exception.seconds, _ASKED_AGAIN_SECONDS)})
        if not self._retries:
            return None
        return self._faults.get_retry_decision(exception=exception, job=job)


def queues(colour: str) -> list[str]:
    """Which queues workers of a colour listen to: all, and of those for trying a colour their own alone."""
    return [*sorted({each.queue for each in every_job()} | _OWN), synthetic.queue(colour)]

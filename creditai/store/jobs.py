"""A job that commits together with what it is about, through procrastinate's own function in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, text

from creditai.logs.tracing import carried

ABOUT = "about"
"""The argument that the worker keeps to itself: no flow takes it."""

_DEFER = text(
    "SELECT (procrastinate_defer_jobs_v1(ARRAY[ROW(:queue, :task, :priority, :lock, :once, "
    "CAST(:arguments AS jsonb), CAST(:at AS timestamptz))]::procrastinate_job_to_defer_v1[]))[1]"
)


def defer(
    connection: Connection,
    task: str,
    arguments: Mapping[str, str],
    *,
    queue: str = "default",
    lock: str | None = None,
    once: str | None = None,
    at: datetime | None = None,
    priority: int = 0,
) -> int:
    """Put a job in the queue, and give its number; it is seen by workers when the transaction commits.
    `arguments` are ids, never contents. `lock`: jobs of one lock run one after another. `once`: a queueing lock: a
    second waiting job of the same name is a database error (IntegrityError)."""
    values = {
        "queue": queue, "task": task, "priority": priority, "lock": lock, "once": once,
        "arguments": json.dumps({**arguments, **_about()}), "at": at,
    }  # fmt: skip
    return int(connection.execute(_DEFER, values).scalar_one())


def _about() -> dict[str, Mapping[str, str]]:
    """Ids of the request and the trace that put it there, for the job's own lines of the log."""
    told = carried()
    return {ABOUT: told} if told else {}

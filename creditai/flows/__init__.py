"""What can happen on the service: one file per thing, one public function of the file's name.

    def upload_report(wiring: Wiring, who: Who, ...) -> ...

A flow opens its own scope (`wiring.database.scope(person)`), decides by pure functions, writes, and returns values;
it is synchronous and knows nothing of HTTP. What it must not forget: `audit.record` for every access to papers.
The web door, the worker and `creditai` call flows; a flow may call another.

A flow that also runs as a job is marked:

    @job(queue="reading", retries=3)
    def analyze_report(wiring: Wiring, paper: str) -> None: ...

Its arguments are ids. The worker finds it by scanning this folder; `store.jobs.defer(connection, "analyze_report",
{"paper": ...})` puts it in the queue in the same transaction as what it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

Flow = TypeVar("Flow", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Job:
    """How a flow runs as a job. `retries`: how often a passing fault is tried again, later each time.
    `cron`: when it runs by itself. `lock`: at most one of this name at a time."""

    function: Callable[..., Any]
    queue: str
    retries: int
    cron: str | None

    @property
    def name(self) -> str:
        return self.function.__name__


_MARK = "_creditai_job"


def job(*, queue: str = "default", retries: int = 0, cron: str | None = None) -> Callable[[Flow], Flow]:
    """Mark a flow as one that the worker runs."""

    def mark(function: Flow) -> Flow:
        setattr(function, _MARK, Job(function, queue, retries, cron))
        return function

    return mark


def every_job() -> tuple[Job, ...]:
    """All flows of this folder that run as jobs."""
    modules = [import_module(m.name) for m in iter_modules(__path__, f"{__name__}.")]
    found = [getattr(thing, _MARK) for module in modules for thing in vars(module).values()
             if hasattr(thing, _MARK) and thing.__module__ == module.__name__]  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.name))

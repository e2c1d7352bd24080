"""A worker within the test's own loop, while the test goes on in a thread; and jobs that the test holds and counts."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from procrastinate import App
from sqlalchemy import text

from creditai import worker
from creditai.flows import Job
from creditai.store.jobs import defer
from creditai.wiring import Wiring
from creditai.worker import tasks
from creditai.worker.listening import Listener

LIMIT = 60.0
"""Seconds after which what is waited for does not come."""
NEVER = 3600.0


class Work:
    """Jobs of this test: what began, what ended, and which of them waits to be let go."""

    def __init__(self) -> None:
        self.began: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()
        self.held: dict[str, threading.Event] = {}
        self.does: dict[str, Callable[[], None]] = {}
        self.at_once: Counter[str] = Counter()
        self.crowded: set[str] = set()
        self._changes = threading.Lock()

    def do(self, wiring: Wiring, subject: str, lock: str = "") -> None:
        with self._changes:
            self.began[subject] += 1
            self.at_once[lock] += 1
            if lock and self.at_once[lock] > 1:
                self.crowded.add(lock)
        try:
            if subject in self.held:
                assert self.held[subject].wait(LIMIT)
            self.does.get(subject, lambda: None)()
        finally:
            with self._changes:
                self.ended[subject] += 1
                self.at_once[lock] -= 1

    def hold(self, subject: str) -> threading.Event:
        self.held[subject] = threading.Event()
        return self.held[subject]


@contextmanager
def at_work(patch: pytest.MonkeyPatch, retries: int = 0) -> Iterator[Work]:
    """Whatever is held is let go in the end, also when the test fails. Nothing comes into the queue by the clock."""
    made = Work()

    def do_it(wiring: Wiring, **told: str) -> None:
        made.do(wiring, **told)

    async def nothing(app: App) -> None:
        await asyncio.Event().wait()

    patch.setattr(worker, "defer_periodically", nothing)
    patch.setattr(tasks, "every_job", lambda: (Job(do_it, "default", retries, None),))
    try:
        yield made
    finally:
        for each in made.held.values():
            each.set()


def leading(patch: pytest.MonkeyPatch) -> threading.Event:
    """Set while somebody waits to be told."""
    waits, real = threading.Event(), Listener.wait

    def wait(self: Listener, seconds: float) -> None:
        waits.set()
        try:
            real(self, seconds)
        finally:
            waits.clear()

    patch.setattr(Listener, "wait", wait)
    return waits


def put(wiring: Wiring, subject: str, **told: Any) -> int:
    with wiring.database.purpose("system") as connection:
        lock = {"lock": told["lock"]} if "lock" in told else {}
        return defer(connection, "do_it", {"subject": subject, **lock}, **told)


def states(wiring: Wiring) -> list[str]:
    asked = text("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'do_it' ORDER BY id")
    with wiring.database.purpose("system") as connection:
        return list(connection.execute(asked).scalars())


def asked(wiring: Wiring, statement: str, **told: Any) -> Any:
    with wiring.database.purpose("system") as connection:
        return connection.execute(text(statement), told).scalar()


def cut(wiring: Wiring) -> int:
    """End every connection of workers, as an administrator would; how many."""
    return int(
        asked(
            wiring,
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE application_name = 'creditai-worker' AND datname = current_database()",
        )
    )


def stalled(wiring: Wiring) -> None:
    """What the minute does."""
    with wiring.database.purpose("system") as connection:
        defer(connection, "retry_stalled_jobs", {"timestamp": "0"}, queue="upkeep")


def until(condition: Callable[[], bool], why: str) -> None:
    limit = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < limit, why
        time.sleep(0.01)


def working(wiring: Wiring, script: Callable[[], None], *, jobs: int = 2, workers: int = 1) -> None:
    """Run `script` in a thread while workers work; they are called off when it is through, and raise what they raise."""

    async def both() -> None:
        going = [asyncio.create_task(worker.work(wiring, jobs=jobs)) for _ in range(workers)]
        try:
            while len(threads()) < jobs * workers and not all(each.done() for each in going):
                await asyncio.sleep(0.01)  # called off while its pool opens, it would not end
            await asyncio.to_thread(script)
        finally:
            for each in going if threads() else ():  # without any it is ending by itself, and tells why
                each.cancel()
            told = await asyncio.gather(*going, return_exceptions=True)
        for failure in told:
            if isinstance(failure, Exception):
                raise failure

    asyncio.run(both())


def threads() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "jobs"]


def soon(wiring: Wiring, seconds: float) -> datetime:
    told = asked(wiring, "SELECT now() + make_interval(secs => :seconds)", seconds=seconds)
    assert isinstance(told, datetime)
    return told

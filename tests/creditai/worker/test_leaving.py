"""SIGTERM: no job is begun, those under way end, and what takes too long goes back to the queue."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from creditai import worker
from creditai.errors import FeatureDisabled
from creditai.wiring import Wiring
from creditai.worker import beating, taking
from tests.creditai.worker import crew
from tests.creditai.worker.crew import (
    NEVER,
    Work,
    asked,
    at_work,
    leading,
    put,
    stalled,
    states,
    threads,
    until,
)
from tests.hard.test_killed_worker import environment

ROOT = Path(__file__).parents[3]


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    monkeypatch.setattr(taking, "POLL_SECONDS", NEVER)
    monkeypatch.setattr(worker, "DRAIN_SECONDS", NEVER)
    with at_work(monkeypatch) as made:
        yield made


def left(wiring: Wiring, script: Callable[[], None]) -> int:
    """What `work` says at its end; `script` runs in a thread, and sends the signal."""

    async def both() -> int:
        going = asyncio.create_task(worker.work(wiring))
        while not threads():
            await asyncio.sleep(0.01)
        await asyncio.to_thread(script)
        await asyncio.wait({going}, timeout=crew.LIMIT)
        assert going.done(), "it does not leave"
        return going.result()

    return asyncio.run(both())


def terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_who_waits_leaves_at_once(wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = leading(monkeypatch)

    def script() -> None:
        assert waits.wait(60)
        terminate()

    assert left(wiring, script) == 0
    assert asked(wiring, "SELECT count(*) FROM procrastinate_workers") == 0
    assert threads() == []


def test_what_is_under_way_ends_and_nothing_is_begun(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker goes on to show that it lives: nobody else may think the job theirs."""
    monkeypatch.setattr(beating, "BEAT_SECONDS", 0.05)
    held = work.hold("under way")
    work.hold("other")

    def beat() -> datetime:
        told = asked(wiring, "SELECT min(last_heartbeat) FROM procrastinate_workers")
        assert isinstance(told, datetime)
        return told

    def script() -> None:
        put(wiring, "under way")
        put(wiring, "other")
        until(lambda: work.began.total() == 2, "they did not begin")
        put(wiring, "waiting")
        terminate()
        work.held["other"].set()
        until(lambda: len(threads()) == 1, "the free thread does not leave")
        before = beat()
        until(lambda: beat() > before, "it beats no more")
        held.set()

    assert left(wiring, script) == 0
    assert states(wiring) == ["succeeded", "succeeded", "todo"]


def test_what_takes_too_long_is_left_and_runs_again(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What becomes of it after that is not written: it may fail because its process ends around it."""
    monkeypatch.setattr(worker, "DRAIN_SECONDS", 0.2)
    held = work.hold("long")

    def script() -> None:
        put(wiring, "long")
        until(lambda: work.began["long"] == 1, "it did not begin")
        terminate()

    assert left(wiring, script) >= 1, "the free thread may take its time, too"
    assert states(wiring) == ["doing"]
    work.does["long"] = _fails
    held.set()
    until(lambda: not threads(), "the thread stays")
    assert states(wiring) == ["doing"]
    del work.held["long"], work.does["long"]
    stalled(wiring)
    for _ in range(2):
        asyncio.run(worker.work(wiring, wait=False))
    assert states(wiring) == ["succeeded"]
    assert work.began == {"long": 2}


def _fails() -> None:
    raise ZeroDivisionError


@pytest.mark.long
def test_the_process_ends_though_a_job_does_not(wiring: Wiring) -> None:
    put(wiring, "for ever")
    command = [sys.executable, "-m", "tests.creditai.worker.endless"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(wiring.settings), stderr=subprocess.PIPE, text=True
    )
    try:
        until(lambda: states(wiring) == ["doing"], "it does not begin")
        process.terminate()
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert "jobs.left" in said
    assert states(wiring) == ["doing"]


def test_the_end_of_the_queue_is_after_what_jobs_put_there(wiring: Wiring, work: Work) -> None:
    tried: list[int] = []

    def again() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise FeatureDisabled("not now", 0)

    def more() -> None:
        put(wiring, "second")
        put(wiring, "third")

    work.does |= {"first": more, "third": again}
    put(wiring, "first")
    assert asyncio.run(worker.work(wiring, wait=False)) == 0
    assert states(wiring) == ["succeeded"] * 3
    assert work.began == {"first": 1, "second": 1, "third": 2}

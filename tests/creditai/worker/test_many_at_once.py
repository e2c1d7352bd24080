"""Many jobs, locks and priorities at random, two workers, connections cut at random: each runs once, none of a lock beside
another."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from creditai.wiring import Wiring
from creditai.worker import taking
from tests.creditai.worker.crew import Work, at_work, cut, put, stalled, states, until, working

LOCKS = 5


@pytest.mark.parametrize(
    ("jobs", "seed", "cuts"),
    [
        (60, 1, 0),
        (60, 2, 3),
        pytest.param(600, 3, 40, marks=pytest.mark.long),
        pytest.param(600, 4, 0, marks=pytest.mark.long),
    ],
)
def test_each_runs_once_and_none_of_a_lock_beside_another(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch, jobs: int, seed: int, cuts: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(taking, "POLL_SECONDS", 0.2)
    with at_work(monkeypatch) as work:

        def script() -> None:
            at = set(chance.sample(range(jobs), cuts))
            for number in range(jobs):
                subject = str(number)
                work.does[subject] = _slept(chance.choice((0.0, 0.0, 0.01, 0.03)))
                lock = {"lock": f"lock {chance.randrange(LOCKS)}"} if chance.random() < 0.6 else {}
                put(wiring, subject, priority=chance.randrange(-2, 3), **lock)
                if number in at:
                    cut(wiring)
                    stalled(wiring)
            until(lambda: _ended(wiring, work, jobs), "some did not end")

        working(wiring, script, workers=2)
    assert states(wiring) == ["succeeded"] * jobs
    assert set(work.began.values()) == {1}
    assert work.crowded == set()


def _slept(seconds: float) -> Callable[[], None]:
    return lambda: time.sleep(seconds)


def _ended(wiring: Wiring, work: Work, jobs: int) -> bool:
    """What a cut connection was given and never heard of is put back as the minute does it."""
    if work.ended.total() < jobs:
        time.sleep(0.2)
        stalled(wiring)
        return False
    return states(wiring) == ["succeeded"] * jobs

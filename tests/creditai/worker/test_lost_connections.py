"""The queue goes away and comes back: no job is lost or run twice, and nobody else's is written to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from creditai import worker
from creditai.errors import FeatureDisabled
from creditai.wiring import Wiring
from creditai.worker import taking
from creditai.worker.pauses import FIRST_SECONDS, LONGEST_SECONDS, Pauses
from creditai.worker.session import Session
from tests.creditai.worker.crew import (
    NEVER,
    Work,
    asked,
    at_work,
    cut,
    put,
    stalled,
    states,
    until,
    working,
)
from tests.town import Town


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    monkeypatch.setattr(taking, "POLL_SECONDS", NEVER)
    with at_work(monkeypatch, retries=3) as made:
        yield made


def test_cut_while_it_waits(wiring: Wiring, work: Work) -> None:
    """It listens again: it would else find jobs by looking now and then."""
    hears = (
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND wait_event = 'ClientRead'"
        " AND application_name = 'creditai-worker' AND datname = current_database()"
    )

    def script() -> None:
        for number in range(3):
            put(wiring, str(number))
            until(lambda: states(wiring) == ["succeeded"] * (number + 1), "nobody came back")  # noqa: B023
            until(lambda: asked(wiring, hears) == 1, "nobody listens")
            assert cut(wiring) > 0

    working(wiring, script)
    assert set(work.began.values()) == {1}


def test_cut_while_it_asks_for_a_job(wiring: Wiring, work: Work, town: Town) -> None:
    """Its questions are held up by a lock, and it is cut there."""
    name = wiring.settings.database.reveal().rpartition("/")[2]
    asks = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%fetch_job%'"
        " AND application_name = 'creditai-worker' AND datname = current_database()"
    )

    def script() -> None:
        put(wiring, "warm")
        until(lambda: states(wiring) == ["succeeded"], "it does not run at all")
        with psycopg.connect(f"{town.postgresql.admin.rpartition('/')[0]}/{name}") as admin:
            admin.execute("LOCK TABLE procrastinate_jobs IN ACCESS EXCLUSIVE MODE")
            with wiring.database.purpose("system") as connection:
                connection.execute(text('NOTIFY "procrastinate_queue_v1#default"'))
            until(lambda: asked(wiring, asks) >= 1, "it does not ask")
            assert cut(wiring) > 0
        put(wiring, "held up")
        until(lambda: work.ended["held up"] == 1, "it did not come back")

    working(wiring, script)
    assert work.began["held up"] == 1


def test_an_answer_that_is_lost_loses_no_job(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue has given the job away, and who was to have it never heard. Its row lives on no more."""
    real, once = Session._asked, threading.Lock()

    def lost(self: Session, statement: Any, told: Any) -> Any:
        row = real(self, statement, told)
        if "fetch_job" in statement and row is not None and row["id"] and once.acquire(blocking=False):
            self._drop()
            raise psycopg.OperationalError("the answer is lost")
        return row

    monkeypatch.setattr(Session, "_asked", lost)

    def script() -> None:
        put(wiring, "unheard")
        until(once.locked, "nobody asked")
        until(
            lambda: asked(wiring, "SELECT bool_and(worker_id IS NULL) FROM procrastinate_jobs"),
            "it is theirs",
        )
        stalled(wiring)
        until(lambda: work.ended["unheard"] == 1, "nobody has it, and nobody knows")

    working(wiring, script)
    assert work.began == {"unheard": 1}
    assert states(wiring) == ["succeeded"]


def test_cut_between_a_job_and_its_end(wiring: Wiring, work: Work) -> None:
    work.does["cut"] = lambda: asked(
        wiring,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'creditai-worker'",
    )
    put(wiring, "cut")
    working(wiring, lambda: until(lambda: states(wiring) == ["succeeded"], "its end was not written"))
    assert work.began == {"cut": 1}


def test_an_end_whose_answer_is_lost_is_written_once(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried again now, it is taken by somebody at once; who does not know that it was written must not write again."""
    real, once, first = Session._asked, threading.Lock(), threading.Lock()

    def lost(self: Session, statement: Any, told: Any) -> Any:
        row = real(self, statement, told)
        if "retry_job" in statement and once.acquire(blocking=False):
            until(lambda: work.began["again"] == 2, "nobody took it again")
            self._drop()
            raise psycopg.OperationalError("the answer is lost")
        return row

    def fail() -> None:
        if first.acquire(blocking=False):
            raise FeatureDisabled("not now", 0)
        until(once.locked, "the first did not end")
        second.wait(60)

    second = threading.Event()
    work.does["again"] = fail
    monkeypatch.setattr(Session, "_asked", lost)
    monkeypatch.setattr(taking, "POLL_SECONDS", 0.1)
    written = threading.Event()
    settle = Session.settle

    def told(self: Session, job: Any, ending: Any) -> bool:
        did = settle(self, job, ending)
        if ending.again is not None:
            assert not did
            written.set()
        return did

    monkeypatch.setattr(Session, "settle", told)

    def script() -> None:
        put(wiring, "again")
        until(written.is_set, "the first did not come to its end")
        assert states(wiring) == ["doing"]
        second.set()
        until(lambda: states(wiring) == ["succeeded"], "the second did not")

    working(wiring, script)
    assert work.began == {"again": 2}


def test_what_was_given_to_another_is_not_written_to(wiring: Wiring, work: Work) -> None:
    held = work.hold("slow")

    def script() -> None:
        number = put(wiring, "slow")
        until(lambda: work.began["slow"] == 1, "it did not begin")
        other = asked(wiring, "INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        asked(wiring, "UPDATE procrastinate_jobs SET worker_id = :other WHERE id = :number RETURNING 1",
              other=other, number=number)  # fmt: skip
        held.set()
        until(lambda: work.ended["slow"] == 1, "it did not end")
        put(wiring, "next")
        until(lambda: states(wiring) == ["doing", "succeeded"], "the thread stays with it")

    working(wiring, script, jobs=1)


def test_a_thread_that_was_thought_dead_lives_on(wiring: Wiring, work: Work) -> None:
    """Machines sleep. Its row is gone; what it did is still its own while nobody else has it."""
    held = work.hold("asleep")

    def script() -> None:
        put(wiring, "asleep")
        until(lambda: work.began["asleep"] == 1, "it did not begin")
        asked(wiring, "DELETE FROM procrastinate_workers RETURNING 1")
        held.set()
        until(lambda: states(wiring) == ["succeeded"], "its end was not written")
        put(wiring, "awake")
        until(lambda: work.ended["awake"] == 1, "it takes no more jobs")

    working(wiring, script)
    assert work.began == {"asleep": 1, "awake": 1}


def test_one_that_waits_already_is_not_waited_for_twice(wiring: Wiring, work: Work) -> None:
    """A job with a queueing lock is tried again while one with it waits: the queue has room for one."""

    def fail() -> None:
        put(wiring, "second", once="o", at=None, priority=-1)
        raise FeatureDisabled("not now", 0)

    work.does["first"] = fail
    put(wiring, "first", once="o")

    def script() -> None:
        until(lambda: states(wiring) == ["failed", "succeeded"], "the second did not run")

    working(wiring, script, jobs=1)  # another thread would take the second at once


def test_pauses_grow_and_end() -> None:
    pauses = Pauses()
    first = pauses.failed()
    seconds = [pauses.seconds]
    for _ in range(20):
        assert not pauses.failed()
        seconds.append(pauses.seconds)
    assert first
    assert (seconds[0], seconds[-1]) == (FIRST_SECONDS, LONGEST_SECONDS)
    assert seconds == sorted(seconds)
    assert worker.DRAIN_SECONDS > LONGEST_SECONDS, "what ended while the queue was away is written yet"

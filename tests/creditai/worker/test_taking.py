"""No job waits longer than it must, none is lost, none is run twice, and what breaks is told of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from creditai.wiring import Wiring
from creditai.worker import taking
from creditai.worker.listening import Listener
from creditai.worker.session import Session
from tests.creditai.worker.crew import (
    NEVER,
    Work,
    asked,
    at_work,
    leading,
    put,
    soon,
    states,
    threads,
    until,
    working,
)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Jobs to hold and count; nobody looks into the queue untold."""
    monkeypatch.setattr(taking, "POLL_SECONDS", NEVER)
    with at_work(monkeypatch) as made:
        yield made


def test_who_waits_is_told(wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = leading(monkeypatch)

    def script() -> None:
        for subject in ("first", "second", "third"):
            assert waits.wait(60)
            put(wiring, subject)
            until(lambda subject=subject: work.ended[subject] == 1, "nobody was told")  # type: ignore[misc]

    working(wiring, script)
    assert states(wiring) == ["succeeded"] * 3


def test_what_comes_between_looking_and_waiting_is_heard(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, once = Listener.wait, threading.Lock()

    def wait(self: Listener, seconds: float) -> None:
        if once.acquire(blocking=False):
            put(wiring, "between")
        real(self, seconds)

    monkeypatch.setattr(Listener, "wait", wait)
    working(wiring, lambda: until(lambda: work.ended["between"] == 1, "it was missed"))


def test_more_than_one_at_once_are_taken_by_as_many_threads(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = leading(monkeypatch)
    work.hold("one"), work.hold("other")

    def script() -> None:
        assert waits.wait(60)
        put(wiring, "one")
        put(wiring, "other")
        until(lambda: work.began == {"one": 1, "other": 1}, "the second waits for the first")
        for each in work.held.values():
            each.set()
        until(lambda: work.ended.total() == 2, "they did not end")

    working(wiring, script)


def test_who_ends_a_job_takes_the_next_of_its_lock_at_once(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one that may run now, though it could not when it came, nobody is told."""
    waits, first = leading(monkeypatch), work.hold("first")

    def script() -> None:
        put(wiring, "first", lock="l")
        until(lambda: work.began["first"] == 1, "the first did not begin")
        put(wiring, "second", lock="l")
        put(wiring, "free")
        until(lambda: work.ended["free"] == 1, "what has no lock was held up")
        until(lambda: states(wiring) == ["doing", "todo", "succeeded"], "its end was not written")
        assert waits.wait(60)
        first.set()
        until(lambda: work.ended["second"] == 1, "nobody looked for it")

    working(wiring, script)
    assert not work.crowded


def test_two_of_a_lock_taken_at_one_moment_are_no_defect(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue lets one of higher priority pass before it is known that another has begun, and refuses it at the end."""
    monkeypatch.setattr(taking, "POLL_SECONDS", 0.1)
    waits = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%fetch_job%'"
        " AND application_name = 'creditai-worker' AND datname = current_database()"
    )
    begins = text("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = :number")
    number = put(wiring, "elsewhere", lock="l", at=soon(wiring, NEVER))

    def script() -> None:
        with wiring.database.purpose("system") as connection:
            connection.execute(begins, {"number": number})
            put(wiring, "higher", lock="l", priority=5)
            until(lambda: asked(wiring, waits) == 1, "it is not asked for")
        put(wiring, "free")
        until(lambda: work.ended["free"] == 1, "the thread is gone")
        assert work.began["higher"] == 0
        asked(
            wiring, "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = :n RETURNING 1", n=number
        )
        until(lambda: work.ended["higher"] == 1, "it was given up")

    working(wiring, script, jobs=1)


def test_higher_priority_goes_first(wiring: Wiring, work: Work) -> None:
    order: list[str] = []
    for subject, priority in (("low", -1), ("middle", 0), ("high", 1)):
        work.does[subject] = lambda subject=subject: order.append(subject)  # type: ignore[misc]
        put(wiring, subject, priority=priority)
    working(wiring, lambda: until(lambda: len(order) == 3, "they did not run"), jobs=1)
    assert order == ["high", "middle", "low"]


def test_a_job_whose_hour_comes_is_found_untold(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "POLL_SECONDS", 0.2)
    put(wiring, "later", at=soon(wiring, 1.5))
    put(wiring, "never", at=soon(wiring, NEVER))
    working(wiring, lambda: until(lambda: work.ended["later"] == 1, "its hour came and went"))
    assert states(wiring) == ["succeeded", "todo"]


def test_a_defect_of_a_thread_ends_the_worker_with_it(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Session, queues: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Session, "fetch", broken)
    with pytest.raises(ZeroDivisionError):
        working(wiring, lambda: until(lambda: not threads(), "a thread goes on"))
    assert asked(wiring, "SELECT count(*) FROM procrastinate_workers") == 0


def test_one_thread_that_dies_takes_the_other_along(
    wiring: Wiring, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a worker would go on half as fast, for weeks."""
    waits, real, due = leading(monkeypatch), Session.fetch, threading.Semaphore(0)

    def fetch(self: Session, queues: Any) -> Any:
        if due.acquire(blocking=False):
            raise ZeroDivisionError
        return real(self, queues)

    monkeypatch.setattr(Session, "fetch", fetch)

    def script() -> None:
        assert waits.wait(60)
        due.release()
        put(wiring, "first")
        until(lambda: not threads(), "the other goes on alone")

    with pytest.raises(ZeroDivisionError):
        working(wiring, script)


def test_what_nobody_reads_does_not_pile_up(wiring: Wiring) -> None:
    import select

    from creditai.worker import tasks

    listener = Listener(wiring.settings.database.reveal(), tasks.queues("blue"))
    listener.forget()
    try:
        listener.hear()
        assert listener._connection is not None
        socket = listener._connection.pgconn.socket
        for number in range(3):
            put(wiring, f"job {number}")
        assert select.select([socket], [], [], 60)[0]
        listener.forget()
        until(lambda: asked(wiring, "SELECT 1") == 1, "the server does not answer")
        listener.forget()
        assert not select.select([socket], [], [], 0)[0]
    finally:
        listener.close()

"""A job commits with what it is about, runs once, and a passing fault is tried again."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import func, select, text

from creditai import worker
from creditai.flags import every_switch
from creditai.flags.board import Board
from creditai.flows import Job
from creditai.store.jobs import defer
from creditai.store.tables.person import person
from creditai.wiring import Wiring
from creditai.worker import tasks
from tests.creditai.worker.crew import asked, soon, stalled, until, working

RAN: list[str] = []


def note_person(wiring: Wiring, subject: str) -> None:
    RAN.append(subject)
    with wiring.database.purpose("system") as connection:
        assert connection.execute(select(func.count()).select_from(person)).scalar_one() == 1


@pytest.fixture(autouse=True)
def _jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    RAN.clear()
    monkeypatch.setattr(tasks, "every_job", lambda: (Job(note_person, "default", 0, None),))


def test_a_job_runs_after_the_transaction_that_made_it(wiring: Wiring) -> None:
    subject = uuid4()
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=subject, role="consumer"))
        defer(connection, "note_person", {"subject": str(subject)})
    asyncio.run(worker.work(wiring, wait=False))
    assert str(subject) in RAN
    assert len(RAN) == 1
    with wiring.database.purpose("system") as connection:
        states = (
            connection.execute(
                text("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'note_person'")
            )
            .scalars()
            .all()
        )
    assert states == ["succeeded"]


def test_a_job_of_a_transaction_that_failed_never_was(wiring: Wiring) -> None:
    with pytest.raises(ZeroDivisionError):
        _defer_and_fail(wiring)
    asyncio.run(worker.work(wiring, wait=False))
    assert RAN == []


def taken_by_the_dead(wiring: Wiring) -> None:
    """The next job is being done; its worker has not beaten for longer than any lives without."""
    with wiring.database.purpose("system") as connection:
        dead = text(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        number = connection.execute(dead).scalar_one()
        taken = text("SELECT task_name FROM procrastinate_fetch_job_v2(NULL, :worker)")
        assert connection.execute(taken, {"worker": number}).scalar_one() == "note_person"


def test_a_job_of_a_worker_that_died_is_taken_up_again(wiring: Wiring) -> None:
    subject = uuid4()
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=subject, role="consumer"))
        defer(connection, "note_person", {"subject": str(subject)})
    taken_by_the_dead(wiring)
    stalled(wiring)
    for _ in range(2):  # one gives it back to the queue; the other may have looked there before
        asyncio.run(worker.work(wiring, wait=False))
    assert [str(subject)] == RAN


@pytest.mark.parametrize("reason", ["another of its kind waits", "the server refuses it"])
def test_one_that_cannot_be_put_back_holds_up_no_other(wiring: Wiring, reason: str) -> None:
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=uuid4(), role="consumer"))
        first = defer(connection, "note_person", {"subject": "first"}, once="one")
    taken_by_the_dead(wiring)
    with wiring.database.purpose("system") as connection:
        defer(connection, "note_person", {"subject": "second"})
    taken_by_the_dead(wiring)
    if reason == "another of its kind waits":
        later = soon(wiring, 3600)
        with wiring.database.purpose("system") as connection:
            defer(connection, "note_person", {"subject": "waits"}, once="one", at=later)
    else:
        refuse(wiring, first)
    stalled(wiring)
    for _ in range(2):
        asyncio.run(worker.work(wiring, wait=False))
    assert "second" in RAN
    assert RAN.count("first") == 0
    states = asked(wiring, "SELECT status::text FROM procrastinate_jobs WHERE id = :id", id=first)
    assert states == ("failed" if reason == "another of its kind waits" else "doing")


def refuse(wiring: Wiring, job: int) -> None:
    """The queue's table takes no change of this job."""
    with psycopg.connect(wiring.settings.database_owner.reveal(), autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER refused BEFORE UPDATE ON procrastinate_jobs FOR EACH ROW"
            f" WHEN (OLD.id = {job} AND NEW.status = 'todo') EXECUTE FUNCTION refused()"
        )


def _defer_and_fail(wiring: Wiring) -> None:
    with wiring.database.purpose("sign-in") as connection:
        defer(connection, "note_person", {"subject": "none"})
        raise ZeroDivisionError


def test_a_job_that_is_switched_off_waits_in_the_queue_and_uses_up_no_try(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch = every_switch()["pdf-processing"]
    monkeypatch.setattr(tasks, "switch_of", lambda task: switch if task == "note_person" else None)
    Board(wiring.redis).order(["pdf-processing"], False, 600, "dana", "")
    wiring.flags.beat()
    subject = uuid4()
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=subject, role="consumer"))
        defer(connection, "note_person", {"subject": str(subject)})
    for _ in range(3):
        asyncio.run(worker.work(wiring, wait=False))
        with wiring.database.purpose("system") as connection:
            connection.execute(
                text(
                    "UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second' WHERE status = 'todo'"
                )
            )
            waiting = connection.execute(
                text(
                    "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'note_person' AND status = 'todo'"
                )
            ).scalar_one()
        assert (waiting, RAN) == (1, [])
    Board(wiring.redis).order(["pdf-processing"], True, 1, "dana", "", clear=True)
    wiring.flags.beat()
    asyncio.run(worker.work(wiring, wait=False))
    assert [str(subject)] == RAN


def test_workers_listen_to_every_queue_that_anything_is_put_into() -> None:
    """A queue that nobody listens to would lose its jobs in silence."""
    import ast

    from creditai.flows import every_job
    from tests.house.tree import ROOT, modules

    named = {
        keyword.value.value
        for path in modules("creditai")
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "queue" and isinstance(keyword.value, ast.Constant)
    }
    heard = {each.queue for each in every_job()} | tasks._OWN
    assert {"reading", "mail", "money", "upkeep"} <= named
    assert named <= heard
    assert set(tasks.queues("green")) - set(tasks.queues("blue")) == {"synthetic-green"}


def test_what_is_due_by_the_clock_is_put_there_once(wiring: Wiring) -> None:
    """Two workers, begun within ten minutes of the last full one: they ask the queue, which takes each time once."""
    due = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'retry_stalled_jobs' AND status = 'succeeded'"
    minutes = "SELECT count(*), count(DISTINCT defer_timestamp) FROM procrastinate_periodic_defers"

    def done() -> bool:
        return bool(asked(wiring, due))

    working(wiring, lambda: until(done, "nothing is done by the clock"), workers=2)
    with wiring.database.purpose("system") as connection:
        told, different = connection.execute(text(minutes)).one()
    assert told == different >= 1

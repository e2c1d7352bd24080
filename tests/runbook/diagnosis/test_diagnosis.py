"""Real troubles, made on purpose, and what is said of each: a process that ends, a held lock, one that grows, a slow route."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import psycopg
import pytest
import uvicorn

from creditai.parts.ports import free
from creditai.settings import Settings
from creditai.web.application import application
from creditai.wiring import Wiring
from rehearsal.machine import Machine, machine
from runbook import cli
from runbook.actions import Address, Answer, Ran, Request
from runbook.diagnosis import Diagnosis, Finding, Scene, every_diagnosis
from runbook.environments import Environment
from runbook.facts import Known, Process, Unknown
from runbook.judge import thresholds
from runbook.perform import Performer
from runbook.redaction import Redactor
from tests.runbook.product import artefact, secrets

NOW = datetime(2026, 11, 26, tzinfo=UTC)
DIAGNOSES = {each.name: each for each in every_diagnosis()}
Say = Callable[..., tuple[int, Any]]


def process(
    name: str = "green-web", state: Any = "running", pid: int | None = 7, told: str = "uptime 0:00:09"
) -> Process:
    return Process(name, state, pid, None, None, told, "/s/logs/green-web.log")


def scene(*processes: Process, **more: Any) -> Scene:
    known: Any = Known(tuple(processes), NOW, "a test")
    made = Scene(
        Environment("test", Path("/s"), "http://127.0.0.1:1"), known, {}, Address("http://127.0.0.1:1"), {}, "green", None, 10.0
    )  # fmt: skip
    return replace(made, **more)


def ran(output: str = "", code: int = 0, errors: str = "") -> Ran:
    return Ran(code, output, errors, 0.0)


def look(name: str, where: Scene, *rounds: list[Answer | Ran]) -> tuple[Finding, ...]:
    diagnosis: Diagnosis = DIAGNOSES[name]
    return diagnosis.look(where, rounds)


def said_by(made: Machine, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*words: str) -> tuple[int, Any]:
        code = cli.main(["diagnose", *words, "--environment", str(made.file), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return said


@pytest.fixture
def at() -> Iterator[Machine]:
    with machine() as made:
        made.write_file()
        for version in ("one", "two"):
            artefact(made, version, "db stats")
        yield made


@pytest.mark.long
def test_crashloop(at: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    """What serves begins to end as soon as it is started; before that, nothing is kept at all."""
    say = said_by(at, capsys)
    code, told = say("crashloop")
    assert code == 1
    assert "supervisor does not answer" in told["findings"][0]["seen"]
    at.deploy("two")
    assert say("crashloop")[1]["findings"] == []
    web = next(
        p for p in _kept(at) if p.name.endswith("-web") and p.name.startswith(str(_value(at.facts().live)))
    )
    release = at.host.folder(at.host.digest(str(at.artefact("two"))))
    (release / "faults").write_text("dies", "utf-8")  # from now on it ends as soon as it is started
    assert web.pid is not None
    os.kill(web.pid, signal.SIGKILL)
    _until(lambda: any(p.name == web.name and p.state == "failing" for p in _kept(at)), 20)
    code, told = say("crashloop")
    (release / "faults").write_text("", "utf-8")
    assert code == 1
    seen = told["findings"][0]["seen"]
    assert seen.startswith(f"{web.name} ended")
    assert "times of late" in seen
    assert "with exit code 1" in seen
    assert "told to die" in json.dumps(told["collected"])
    evidence = [e.body["said"] for e in at.journal.entries(kind="evidence") if "R166" in e.body["covers"]]
    assert evidence[-1].startswith("1 findings: ")


def _value(fact: Any) -> Any:
    return fact.value


def _kept(at: Machine) -> tuple[Process, ...]:
    found: tuple[Process, ...] = _value(at.host.processes(Performer(Redactor()).ask))
    return found


@pytest.mark.parametrize(
    ("how", "means"),
    [
        ("exit status 69; not expected", "does not answer"), ("exit status 2; not expected", "refuses what it is told"),
        ("terminated by SIGKILL; not expected", "the memory ran out"), ("exit status 1; not expected", "a fault of its own"),
        ("exit status 127; not expected", "program is not there"),
    ],
)  # fmt: skip
def test_an_ending_has_a_meaning(how: str, means: str) -> None:
    keeper = (
        f"2026-11-26 12:00:00,1 WARN exited: green-web ({how})\n" * 3
        + "gave up: green-web entered FATAL state\n"
    )
    well = Answer(200, {}, b"", 0.01)
    answers: list[Answer | Ran] = [ran(keeper), ran(), ran(), well, ran("starting\nit is over\n")]
    (found,) = look("crashloop", scene(process(state="failing", told="Exited too quickly")), answers)
    assert means in found.means
    assert "3 times" in found.seen
    assert "last at 12:00:00, and is not started again" in found.seen
    assert found.seen.endswith("Its log ends: starting | it is over")
    assert "is not started again" in found.seen


def test_what_ended_long_ago_and_runs_is_no_loop_and_what_is_stopped_is_found() -> None:
    now = NOW.astimezone()

    def keeper(minutes: int) -> str:
        at = (now - timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S")
        return f"{at},1 WARN exited: green-web (terminated by SIGKILL; not expected)\n" * 3

    well = Answer(200, {}, b"", 0.01)
    assert look("crashloop", scene(process()), [ran(keeper(25)), ran(), ran(), well, ran()]) == ()
    (fresh,) = look("crashloop", scene(process()), [ran(keeper(2)), ran(), ran(), well, ran()])
    assert "and runs again" in fresh.seen
    both = scene(process(state="stopped"), process("blue-web", state="stopped"))
    (stopped,) = look(
        "crashloop", both, [ran(keeper(25)), ran(), ran(), Answer(502, {}, b"", 0.01), ran(), ran()]
    )
    assert stopped.seen == "green-web is stopped, and people are led to it."  # the other colour may well be
    assert "creditai release start" in stopped.next


@pytest.fixture
def pacific(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process is on a machine in Los Angeles."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "America/Los_Angeles")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("pacific")
@pytest.mark.parametrize(
    ("now", "fresh", "old"),
    [
        ("2026-03-08T10:05", "2026-03-08 01:58:00", "2026-03-08 01:54:00"),  # 01:59 is followed by 03:00
        ("2026-11-01T09:05", "2026-11-01 01:02:00", "2026-11-01 00:58:00"),  # 01:59 is followed by 01:00
    ],
)
def test_what_ended_just_now_is_found_in_the_nights_in_which_clocks_are_put_on_or_back(
    now: str, fresh: str, old: str
) -> None:
    at = replace(
        scene(process()),
        processes=Known((process(),), datetime.fromisoformat(now).replace(tzinfo=UTC), "test"),
    )
    well = Answer(200, {}, b"", 0.01)

    def keeper(written: str) -> Ran:
        return ran(f"{written},1 WARN exited: green-web (terminated by SIGKILL; not expected)\n" * 3)

    (found,) = look("crashloop", at, [keeper(fresh), ran(), ran(), well, ran()])
    assert "and runs again" in found.seen
    assert look("crashloop", at, [keeper(old), ran(), ran(), well, ran()]) == ()


def test_the_end_of_a_log_is_told_as_people_read_it() -> None:
    """Requests that were answered say nothing of an end; a traceback and a warning do."""
    lines = (
        '{"ts": "2026-11-26T12:00:01.832+00:00", "release": "ab", "colour": "green", "event": "pool.full", "level": "warning", "size": 9}\n'
        '{"ts": "2026-11-26T12:00:02.100+00:00", "event": "request.answered", "level": "info", "status": 200}\n'
        "MemoryError\n"
    )
    keeper = "2026-11-26 12:00:00,1 WARN exited: green-web (exit status 1; not expected)\n" * 2
    well = Answer(200, {}, b"", 0.01)
    answers: list[Answer | Ran] = [ran(keeper), ran(), ran(), well, ran(lines)]
    (found,) = look("crashloop", scene(process()), answers)
    assert found.seen.endswith("Its log ends: 12:00:01 pool.full size 9 | MemoryError")


def test_a_door_that_does_not_answer_although_all_runs() -> None:
    answers: list[Answer | Ran] = [ran(), ran(), ran(code=2), Answer(0, {}, b"", 0.0, "TimeoutError"), ran()]
    hangs, name = look("crashloop", scene(process()), answers)
    assert "the edge answers TimeoutError" in hangs.seen
    assert "DNS" in name.means


@pytest.mark.long
def test_database(settings: Settings, at: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    """A real lock, held by one who forgot his transaction, with two behind it; then a database that is not there."""
    at.write_file()
    owner = settings.database_owner.reveal()
    secrets(at, database_owner=owner)
    at.deploy("one")
    say = said_by(at, capsys)
    with ThreadPoolExecutor(2) as pool, psycopg.connect(owner, application_name="a-forgotten-shell") as holds:
        holder = holds.info.backend_pid
        holds.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
        waits = [psycopg.connect(owner, application_name="creditai") for _ in range(2)]
        waiting = [
            pool.submit(each.execute, "SELECT count(*) FROM person WHERE id = 'x-4711'") for each in waits
        ]
        _until(lambda: _waiting(owner) == 2)
        code, told = say("database")
        holds.rollback()
        for each in waiting:
            with pytest.raises(psycopg.Error):  # 'x-4711' is no id: that they came so far is all that matters
                each.result(120)
        for connection in waits:
            connection.close()
    (found,) = told["findings"]
    assert code == 1
    assert f"a-forgotten-shell (pid {holder}, idle in transaction" in found["seen"]
    assert "for which 2 wait" in found["seen"]
    assert found["means"] == "it forgot to end its transaction"
    assert f"pg_terminate_backend({holder})" in found["next"]
    assert "4711" not in json.dumps(told)
    at.write_file()
    secrets(at, database_owner=f"postgresql://creditai_owner@127.0.0.1:{free()}/nowhere")
    (gone,) = say("database")[1]["findings"]
    assert "does not answer" in gone["seen"]
    assert ".." not in gone["seen"]


def _waiting(owner: str) -> int:
    with psycopg.connect(owner) as looks:
        row = looks.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
        return int(row[0]) if row else 0


def _until(true: Callable[[], bool], seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


BUSY = {
    "database_bytes": 1, "max_connections": 100, "waiting_for_locks": 0, "oldest_transaction_seconds": 0.0, "invalid_indexes": [],
    "connections": [{"name": "creditai", "state": "idle", "count": 7}], "busy": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ({}, None),
        ({"connections": [{"name": "creditai", "state": "idle", "count": 90}, {"name": "psql", "state": "idle", "count": 3}]}, "93 of 100 connections are in use: creditai 90, psql 3."),
        ({"invalid_indexes": ["report_person"]}, "Invalid indexes: report_person."),
        ({"busy": [{"pid": 3, "name": "psql", "state": "active", "seconds": 600.0, "blocked_by": [], "statement": "SELECT ?"}]}, "has a transaction open for 600 s"),
    ],
)  # fmt: skip
def test_what_the_database_tells_has_a_meaning(change: dict[str, Any], seen: str | None) -> None:
    found = look("database", scene(), [ran(), ran(json.dumps({**BUSY, **change}))])
    assert [each.seen for each in found if seen is None or seen not in each.seen] == []
    assert len(found) == (seen is not None)


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ('{"faults": []}', None),
        ("creditai: The database does not answer.", None),  # what asks it first says so
        (
            '{"faults": ["The table letter is missing."]}',
            "The schema is not what the release expects: The table letter is missing.",
        ),
        (
            '{"faults": ["a", "b", "c", "d"]}',
            "The schema is not what the release expects: a; b; c; and 1 more.",
        ),
    ],
)
def test_a_schema_that_is_not_as_expected_is_found(told: str, seen: str | None) -> None:
    found = look("database", scene(), [ran(), ran(json.dumps(BUSY)), ran(told)])
    assert [each.seen for each in found] == ([] if seen is None else [seen])
    assert all("creditai release restore" in each.next for each in found)


GROWS = "import time\nheld = []\nprint('begun', flush=True)\nwhile True:\n    held.append(bytearray(4 << 20)); time.sleep(0.1)\n"


def test_memory() -> None:
    """A process that really grows beside one that does not: the one is named, with its rate, and the other is not."""
    grows, stays = (
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        for program in (GROWS, "print('begun', flush=True); import time; time.sleep(60)")
    )
    try:
        for each in (grows, stays):
            assert each.stdout is not None
            each.stdout.readline()
        where = scene(
            process("green-web", pid=grows.pid), process("green-work-0", pid=stays.pid), seconds=1.5
        )
        memory, rounds = DIAGNOSES["memory"], []
        for _ in range(memory.rounds):
            rounds.append([_asked(question.argv) for question in memory.asks(where)])  # type: ignore[union-attr]
            time.sleep(1.5 / 5)
    finally:
        for each in (grows, stays):
            each.kill()
            each.communicate()
    growing = [each for each in memory.look(where, rounds) if "grew from" in each.seen]
    assert len(growing) == 1
    assert f"green-web (process {grows.pid})" in growing[0].seen
    assert "MB a minute" in growing[0].seen
    assert "the memory is full in" in growing[0].means


def _asked(argv: tuple[str, ...]) -> Ran:
    done = subprocess.run(argv, capture_output=True, text=True)
    return ran(done.stdout, done.returncode, done.stderr)


def test_little_memory_names_the_largest() -> None:
    memory = "MemTotal: 8000000 kB\nMemAvailable: 400000 kB\n"
    ps = "PID PPID RSS COMMAND\n7 1 5000000 a-large-thing\n8 1 100 small\n"
    (found,) = look("memory", scene(), [ran(memory), ran(ps)])
    assert "390 of 7812 MB are left. The largest: 4882 MB a-large-thing" in found.seen
    (blind,) = look("memory", scene(), [ran(code=1), ran(ps)])
    assert "not known" in blind.means


def test_slow(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real application with one route that is slow: it is named, and those that are quick are not."""
    monkeypatch.setattr(thresholds, "WARN_SECONDS", 1.0)
    app = application(wiring)
    app.add_api_route("/api/health/slow", lambda: time.sleep(1.3), methods=["GET"])
    app.router.routes.insert(0, app.router.routes.pop())
    from creditai import metrics

    metrics.declare("route", ["/api/health/slow"])
    port = free()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    _until(lambda: server.started)
    at = Address(f"http://127.0.0.1:{port}")
    where = scene(edge=at, sides={"green": at}, seconds=2.0)
    try:
        rounds: list[list[Answer | Ran]] = []
        for turn in range(2):
            rounds.append([_metrics(at), ran("0.1 0.1 0.1 1/2 3\n"), ran("2\n")])
            if turn == 0:
                for _ in range(6):
                    httpx2.get(f"{at.where}/api/health/live")
                with ThreadPoolExecutor(8) as pool:
                    list(pool.map(httpx2.get, [f"{at.where}/api/health/slow"] * 8))
    finally:
        server.should_exit = True
        thread.join(10)
    # The counters are the process's: what another test made slow before may be told beside it, and only that.
    found = [each.seen for each in look("slow", where, *rounds) if "within the last 2 s" in each.seen]
    assert [seen.partition(";")[0] for seen in found] == [
        "GET /api/health/slow: 8 of 8 answers took more than 1 s within the last 2 s"
    ]


@pytest.mark.parametrize(
    ("within", "seen"),
    [
        ({"1.0": 0, "2.5": 9, "+Inf": 9}, None),  # between one second and two and a half: more than two is not known
        ({"1.0": 0, "2.5": 1, "5.0": 9, "+Inf": 9}, "8 of 9 answers took more than 2.5 s since its process started; 95 of 100 stay within 5 s."),
        ({"1.0": 0, "2.5": 1, "5.0": 1, "+Inf": 9}, "8 of 9 answers took more than 2.5 s since its process started."),
        ({"1.0": 0, "2.5": 99, "5.0": 100, "+Inf": 100}, None),
    ],
)  # fmt: skip
def test_only_what_is_certain_is_called_slow(within: dict[str, int], seen: str | None) -> None:
    """A histogram tells bounds: who took between two of them may have been quicker than the threshold."""
    told = "".join(
        f'http_request_duration_seconds_bucket{{le="{bound}",method="GET",route="/a"}} {count}.0\n'
        for bound, count in within.items()
    )
    rounds: list[list[Answer | Ran]] = [
        [Answer(200, {}, told.encode(), 0.0), ran("0.1 0.1 0.1 1/2 3\n"), ran("2\n")] for _ in range(2)
    ]
    found = look("slow", scene(), *rounds)
    assert [each.seen for each in found] == ([] if seen is None else [f"GET /a: {seen}"])


def _metrics(at: Address) -> Answer:
    answer = httpx2.get(f"{at.where}/metrics")
    return Answer(answer.status_code, {}, answer.content, 0.0)


@pytest.mark.parametrize(
    ("last", "load", "seen"),
    [
        ("db_slow_queries_total 9.0\n", "0.1", "9 statements took more than half a second"),
        (
            'db_pool_size 4.0\ndb_connections{state="in-use"} 4.0\n',
            "0.1",
            "All 4 connections of the pool are in use.",
        ),
        (
            'db_slow_queries_total{process="web"} 0.0\ndb_slow_queries_total{process="work-0"} 3.0\n',
            "0.1",
            "3 statements took more than half a second",
        ),
        (
            'db_pool_size{process="web"} 4.0\ndb_connections{process="web",state="in-use"} 1.0\n'
            'db_pool_size{process="work-0"} 2.0\ndb_connections{process="work-0",state="in-use"} 2.0\n',
            "0.1",
            "All 2 connections of the pool of work-0 are in use.",
        ),
        ("", "9.5", "9.5 wait for 2 processors."),
    ],
)
def test_what_slow_answers_wait_for(last: str, load: str, seen: str) -> None:
    rounds: list[list[Answer | Ran]] = [
        [Answer(200, {}, told.encode(), 0.0), ran(f"{load} 0 0\n"), ran("2\n")] for told in ("", last)
    ]
    (found,) = look("slow", scene(), *rounds)
    assert seen in found.seen


def test_a_colour_is_asked_by_the_name_that_people_use() -> None:
    """By another the product answers nobody: 400."""
    where = scene(sides={"green": Address("unix:/s/run/green.sock")})
    (metrics, *_) = DIAGNOSES["slow"].asks(where)
    assert isinstance(metrics, Request)
    assert metrics.at == Address("unix:/s/run/green.sock", "127.0.0.1:1")


def test_what_could_not_be_learnt_is_said() -> None:
    silent = Answer(0, {}, b"", 0.0, "ConnectionRefusedError")
    (slow,) = look("slow", scene(), [silent, ran("0.1"), ran("2")])
    assert "answered ConnectionRefusedError" in slow.seen
    unknown: Any = Unknown("the supervisor does not answer", NOW, "a test")
    (lost,) = look("crashloop", scene(processes=unknown), [ran(), ran(), ran(), silent])
    assert lost.means.startswith("nothing keeps the application alive")
    (none,) = look("database", scene(), [ran()])
    assert none.seen == "No release is installed here."

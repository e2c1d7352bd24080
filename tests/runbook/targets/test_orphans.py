"""What keeps everything is killed outright: what it ran runs on, status says so, and the next start takes its place."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import replace

import psutil
import pytest

from rehearsal.machine import WAIVED, Machine, machine
from runbook.actions import Answer, Request
from runbook.cli.release import _status
from runbook.errors import NeedsPerson, Refused, TurnedBack
from runbook.operating import Desk
from runbook.perform import Performer, exchange, line
from runbook.redaction import Redactor
from tests.runbook.test_lease import until

pytestmark = pytest.mark.long


@pytest.fixture
def standing() -> Iterator[Machine]:
    """Two releases: the second serves, the first stands by."""
    with machine() as found:
        made = replace(
            found,
            environment=replace(found.environment, waive=dict.fromkeys(WAIVED, "a stub is practised with")),
        )
        made.deploy("one")
        made.deploy("two")
        yield made


def desk(made: Machine) -> Desk:
    return Desk(made.environment, made.host, made.journal, Redactor(), "Dana")


def done(made: Machine, kind: str) -> None:
    plan = desk(made).plan(kind)  # type: ignore[arg-type]
    desk(made).do(plan, lambda event, body: None)


def answers(made: Machine) -> int:
    answer = Performer(Redactor()).ask(Request("health", made.host.edge(), "/api/health"))
    assert isinstance(answer, Answer)
    return answer.status


def processes(made: Machine) -> dict[int, str]:
    """All that runs of the machine, as it was begun; those of the test itself apart."""
    found = {}
    for each in psutil.process_iter(["pid", "cmdline", "status"]):
        words = " ".join(each.info["cmdline"] or ())
        if str(made.environment.state) in words and each.info["status"] != psutil.STATUS_ZOMBIE:
            found[int(each.info["pid"])] = words
    return found


def kill(made: Machine, *keepers: str) -> None:
    """Those at once, as the kernel does it when there is no memory left."""
    for name in keepers:
        number = int((made.environment.state / "run" / f"{name}.pid").read_text("utf-8"))
        os.kill(number, signal.SIGKILL)
        until(lambda n=number: not psutil.pid_exists(n) or psutil.Process(n).status() == psutil.STATUS_ZOMBIE)  # type: ignore[misc]


def test_without_its_supervisor_it_runs_on_and_the_next_start_takes_its_place(standing: Machine) -> None:
    live = standing.facts().live
    before = processes(standing)
    kill(standing, "supervisord")
    facts = standing.facts()
    assert (facts.blue.web.is_("running"), facts.green.web.is_("running")) == (True, True)
    assert facts.lacks == ("the supervisor", "what turns the edge's logs over")
    assert "does not run: the supervisor" in _status.as_text(_status.document(desk(standing)))
    assert answers(standing) == 200
    with pytest.raises(Refused, match="`creditai release start` stands it up again"):
        desk(standing).plan("rollback")
    done(standing, "start")
    after = standing.facts()
    assert (after.lacks, after.live) == ((), replace(live, at=after.live.at))
    assert answers(standing) == 200
    kept = {number for number in before if "nginx" in before[number]}
    assert set(before) & set(processes(standing)) <= kept, (
        "none of what it left runs beside what took its place"
    )
    workers = [words for words in processes(standing).values() if " work " in words]
    assert len(workers) == 1
    done(standing, "rollback")
    assert answers(standing) == 200


def test_without_nginxs_master_it_answers_on_and_the_next_start_takes_its_place(standing: Machine) -> None:
    kill(standing, "nginx")
    until(lambda: answers(standing) == 200)
    assert standing.facts().lacks == ("nginx",)
    done(standing, "start")
    assert standing.facts().lacks == ()
    assert answers(standing) == 200


def test_without_both_it_is_stopped_whole(standing: Machine) -> None:
    kill(standing, "supervisord", "nginx")
    done(standing, "stop")
    assert standing.facts().down.is_(True)
    until(lambda: processes(standing) == {})
    done(standing, "start")
    assert answers(standing) == 200


def test_somebody_who_keeps_a_connection_holds_up_no_start(standing: Machine) -> None:
    """nginx waits for it for 70 seconds, and is still there when it is started again."""
    with contextlib.closing(line(standing.host.edge(), 60.0)) as kept:
        assert exchange(kept, "GET", "/api/health", {}).status == 200
        done(standing, "stop")
        number = int((standing.environment.state / "run" / "nginx.pid").read_text("utf-8"))
        assert psutil.Process(number).status() != psutil.STATUS_ZOMBIE, "it waits"
        done(standing, "start")
    assert answers(standing) == 200


@pytest.mark.parametrize(
    ("step", "keepers"), [("launch", ["supervisord"]), ("switch", ["supervisord", "nginx"])]
)
def test_killed_under_a_release_it_is_stood_up_by_resuming(
    step: str, keepers: list[str], standing: Machine
) -> None:
    before = standing.facts()
    plan = desk(standing).plan("deploy", str(standing.artefact("three")))
    killed: list[str] = []

    def hear(event: str, body: object) -> None:
        if event == "intend" and isinstance(body, dict) and body["step"] == step and not killed:
            killed.append(step)
            kill(standing, *keepers)

    with pytest.raises(NeedsPerson, match="could not be undone"):
        desk(standing).do(plan, hear)
    assert "`creditai release resume`" in _status.as_text(_status.document(desk(standing)))
    with pytest.raises(TurnedBack):
        desk(standing).resume(lambda event, body: None)
    after = standing.facts()
    assert after.lacks == ()
    assert (after.live.is_(plan.goal.old), answers(standing)) == (True, 200)
    assert (after.blue.release, after.green.release) == (
        replace(before.blue.release, at=after.at), replace(before.green.release, at=after.at),
    )  # fmt: skip
    assert after.side(plan.goal.old or "blue").workers.is_("running")
    assert after.side(plan.goal.colour).rests

"""What follows when a release is ill among people: by the matrix, overridden or not, and the same after a crash."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest

from rehearsal.machine import Machine, machine
from runbook.errors import NeedsPerson, TurnedBack
from runbook.facts import Known
from runbook.goal import Goal
from runbook.judge import thresholds
from runbook.lease import acquire
from runbook.operating import Desk
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.run import Run, unfinished
from runbook.steps import every_step

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def standing() -> Iterator[Machine]:
    with machine(watch_seconds=1.5) as made:
        made.deploy("one")
        yield made


def desk(made: Machine) -> Desk:
    return Desk(made.environment, made.host, made.journal, Redactor(), "Dana")


def goal(made: Machine, version: str, fault: str) -> Goal:
    made.artefact(version, faults=fault)
    return made.goal(version)


def decided(made: Machine, of: Goal) -> list[str]:
    return [str(e.body["what"]) for e in made.journal.entries(of.run, "decided")]


def served(made: Machine) -> str:
    """The release that answers; on a busy machine an answer may be waited for."""
    for _ in range(10):
        if isinstance(found := made.facts().served, Known):
            return found.value.release
    raise AssertionError("nobody answers")


def test_what_is_down_is_rolled_back_at_once(standing: Machine) -> None:
    before, ill = served(standing), goal(standing, "down", "errors")
    with pytest.raises(TurnedBack, match="the system is down"):
        standing.run(ill)
    assert (decided(standing, ill), served(standing)) == (["rollback now"], before)


def test_what_is_broken_is_rolled_back_when_nobody_keeps_it_even_by_another_process(
    standing: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run dies while it waits; resumed, it keeps the moment that was told, and judges nothing anew."""
    monkeypatch.setattr(thresholds, "ROLLBACK_WITHIN_SECONDS", 4.0)
    before, ill = served(standing), goal(standing, "flaky", "flaky")

    class Died(BaseException):
        pass

    def die(kind: str, body: object) -> None:
        if kind == "decided":
            raise Died

    standing.plan(ill)
    lease = acquire(standing.environment.state, "Dana", "deploy", ttl=3.0)
    with pytest.raises(Died):
        Run(
            ill, standing.host, every_step(ill, standing.host), standing.journal, Performer(Redactor(), lease), die
        ).go()  # fmt: skip
    lease.release()
    (told,) = standing.journal.entries(ill.run, "decided")
    with pytest.raises(TurnedBack, match="nobody kept it"):
        standing.resume(ill)
    assert decided(standing, ill) == ["rollback unless overridden"]
    (turned,) = standing.journal.entries(ill.run, "turn")
    assert datetime.fromisoformat(turned.at) >= datetime.fromisoformat(told.body["until"])
    assert served(standing) == before


def test_a_word_keeps_it(standing: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thresholds, "ROLLBACK_WITHIN_SECONDS", 60.0)
    kept = goal(standing, "kept", "flaky")

    def keep(kind: str, body: object) -> None:
        if kind == "decided":
            threading.Timer(0.5, desk(standing).keep).start()

    standing.run(kept, keep)
    assert served(standing) == kept.release
    assert [e.body["operator"] for e in standing.journal.entries(kept.run, "kept")] == ["Dana"]


@pytest.mark.parametrize("back", [False, True])
def test_what_is_minor_waits_for_a_person(standing: Machine, back: bool) -> None:
    standing.deploy("well again" if back else "well")
    before, slow = served(standing), goal(standing, f"slow {back}", "slow")
    with pytest.raises(NeedsPerson, match="resume"):
        standing.run(slow)
    assert (decided(standing, slow), served(standing)) == (["operator's choice"], slow.release)
    assert unfinished(standing.journal) is not None
    if back:
        with pytest.raises(TurnedBack):
            desk(standing).resume(lambda kind, body: None, back=True)
    else:
        desk(standing).resume(lambda kind, body: None)
    assert served(standing) == (before if back else slow.release)
    assert unfinished(standing.journal) is None

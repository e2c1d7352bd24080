"""Real releases on a real machine of the tests: nginx, supervisor, journal and lease; the application is the stub."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from rehearsal.machine import Machine, machine
from runbook.errors import Refused, TurnedBack
from runbook.facts import Known
from runbook.perform import Performer
from runbook.redaction import Redactor
from tests.runbook.test_lease import until


@pytest.fixture(scope="module")
def standing() -> Iterator[Machine]:
    """A machine on which release one serves."""
    with machine() as made:
        made.deploy("one")
        yield made


def live(made: Machine) -> tuple[str, str]:
    """The colour and release that answer through the edge."""
    served = made.facts().served
    assert isinstance(served, Known)
    return served.value.colour, served.value.release


def began(made: Machine, group: str) -> list[float]:
    """When the processes of a group were started; none that never was."""
    kept = made.host.processes(Performer(Redactor()).ask)
    assert isinstance(kept, Known)
    return [each.began for each in kept.value if each.name.startswith(group) and each.began is not None]


def test_releases_follow_each_other_and_go_back(standing: Machine) -> None:
    first = live(standing)
    goal = standing.deploy("two")
    assert live(standing) == (goal.colour, goal.release)
    assert live(standing) != first
    old = standing.facts().side(goal.old or "blue")
    assert old.connections.is_(0)
    assert old.workers.is_("stopped")
    assert old.stands(first[1])
    back = standing.goal(kind="rollback")
    standing.run(back)
    assert live(standing) == first
    again = standing.goal(kind="switch")
    standing.run(again)
    assert live(standing) == (goal.colour, goal.release)
    assert standing.journal.verify() > 50


@pytest.mark.long
def test_how_long_all_of_a_colour_runs_is_told_by_the_youngest(standing: Machine) -> None:
    colour = standing.goal(kind="rollback").old
    assert colour is not None
    first = standing.facts().side(colour).since
    assert isinstance(first, Known)
    until(lambda: standing.facts().side(colour).since.value >= first.value + 4)  # type: ignore[union-attr]
    kept = standing.host.processes(Performer(Redactor()).ask)
    assert isinstance(kept, Known)
    (worker,) = (each for each in kept.value if each.name.startswith(f"{colour}-work"))
    os.kill(worker.pid or 0, signal.SIGKILL)
    until(
        lambda: isinstance(now := standing.facts().side(colour).since, Known) and now.value < first.value + 4
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("fault", "reason", "patience"),
    [
        ("dies", "launch: .*dies again", 12.0),
        ("unready", "launch: it does not hold .*`creditai release logs (blue|green)` says why", 4.0),
        ("errors", "requests failed", 12.0),
        (
            "errors lingers",
            "requests failed",
            12.0,
        ),  # its workers still end when the release before is set up again
    ],
)
def test_a_release_that_is_ill_is_turned_back_whole(
    standing: Machine, fault: str, reason: str, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runbook.steps.launch import Launch

    monkeypatch.setattr(Launch, "patience", patience)
    before, installed = live(standing), standing.facts().installed
    standing.artefact(fault, faults=fault)
    goal = standing.goal(fault)
    with pytest.raises(TurnedBack, match=reason):
        standing.run(goal)
    assert live(standing) == before
    after = standing.facts()
    assert isinstance(installed, Known)
    assert after.installed.is_(installed.value)
    assert after.side(goal.old or "blue").workers.is_("running")
    assert after.side(goal.colour).workers.is_("stopped")
    assert not began(standing, f"{goal.colour}-work"), (
        "a release that nobody tried on this schema was given work"
    )
    assert isinstance(after.told, Known)
    assert f"{goal.run}-turned-back" in after.told.value


def test_nothing_to_switch_to_is_refused() -> None:
    with machine() as bare, pytest.raises(Refused, match="Nothing serves yet"):
        bare.goal(kind="switch")


@pytest.mark.long
def test_a_first_release_that_dies_leaves_a_bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    from runbook.steps.launch import Launch

    monkeypatch.setattr(Launch, "patience", 12.0)
    with machine() as bare:
        bare.artefact("dead", faults="dies")
        with pytest.raises(TurnedBack, match="launch"):
            bare.run(bare.goal("dead"))
        after = bare.facts()
        assert after.ground.is_(False)
        assert after.installed.is_(())
        assert after.live.is_(None)

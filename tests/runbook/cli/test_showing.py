"""What a run says while it runs."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any, cast

import pytest

from runbook.cli.release import _status
from runbook.cli.release._loss import as_text, rows
from runbook.cli.release._showing import asked_and_carried, carried, interruption, listener, show_plan
from runbook.errors import Refused
from runbook.goal import Goal
from runbook.operating import Desk
from runbook.plan import Plan, Planned
from tests.runbook.worlds import known, unknown, world

GOAL = Goal(
    "20261126T120000-3fa2b1", "deploy", "9b597cc36ee7" + "0" * 52, "blue", "green", "0b225c3257b7", "", 1, 10.0, 5.0, 12.0, 5
)  # fmt: skip
STEP = Planned("probe", "Load the new colour.", (), False, ("probe it",), (), 5.0)


def planned(goal: Goal = GOAL) -> Plan:
    return Plan(goal, "local", "d" * 64, (), "not needed", "not needed", (STEP,))


def measurement(name: str, said: str) -> dict[str, Any]:
    return {"step": "probe", "what": "load", "said": said, "data": {"measured": {name: {"said": said}}}}


def test_a_measurement_of_the_old_colour_is_said_to_be_its(capsys: pytest.CaptureFixture[str]) -> None:
    hear = listener(planned(), as_json=False)
    hear("done", measurement("before", "26 of 1455 people's requests failed"))
    hear("done", measurement("probe", "0 of 50 requests failed"))
    old, new = capsys.readouterr().err.splitlines()
    assert (
        old == "  probe     people at the old colour, in the last hour: 26 of 1455 people's requests failed"
    )
    assert new == "  probe     0 of 50 requests failed"


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (GOAL, "Released: blue serves 9b597cc36ee7. `creditai release rollback` goes back.\n"),
        (replace(GOAL, old=None), "Released: blue serves 9b597cc36ee7.\n"),
        (replace(GOAL, kind="rollback"), "Rolled back: blue serves 9b597cc36ee7.\n"),
        (replace(GOAL, kind="stop"), "Stopped.\n"),
    ],
)
def test_a_run_that_went_well_ends_with_what_is_true_now(
    goal: Goal, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    listener(planned(goal), as_json=False)("end", {"outcome": "released"})
    assert capsys.readouterr().err == said
    listener(planned(goal), as_json=False)("end", {"outcome": "turned back", "reason": "ill"})
    assert capsys.readouterr().err == ""


def test_what_was_refused_leaves_no_mark_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)

    def refused() -> None:
        raise Refused("Somebody is at work.")

    with pytest.raises(Refused):
        carried(cast("Desk", None), planned(), listener(planned(), as_json=False), refused)
    assert terminal.getvalue() == ""


def test_an_unfinished_run_is_said_before_anything_else_is_asked() -> None:
    """Else what is wanted back is first held against points of no return that do not concern it."""

    class Busy:
        def free(self, *, over: bool = False) -> None:
            raise Refused("The deploy has not ended.")

        def plan(self, kind: str) -> Plan:
            return planned()

    with pytest.raises(Refused, match="has not ended"):
        asked_and_carried(cast("Desk", Busy()), "rollback", lambda goal: "", True, 0.0, False, "0504")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_json_has_the_end_as_it_was_journaled(capsys: pytest.CaptureFixture[str]) -> None:
    listener(planned(), as_json=True)("end", {"outcome": "released"})
    assert json.loads(capsys.readouterr().out) == {"event": "end", "run": GOAL.run, "outcome": "released"}


@pytest.mark.parametrize(("full", "whole"), [(False, False), (True, True)])
def test_a_command_is_readable_whole_and_how_it_is_undone(
    full: bool, whole: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    act, back = f"pip install {'/srv/state/wheels ' * 12}--last", "rm -r releases/9b59"
    step = replace(STEP, acts=(act,), undo=(back,))
    show_plan(replace(planned(), steps=(step, replace(step, holds=True))), False, "/srv/state", full)
    told = capsys.readouterr().out
    assert (told.count(act), told.count(f"undone by: {back}")) == (int(whole), int(whole))
    assert ("--full` has each command whole" in told) is not whole


def test_what_a_restore_loses_and_brings_back_is_told_in_words() -> None:
    lost = {
        "seconds": 51,
        "rows": 8,
        "by_table": {"public.audit": 6, "toy.job": 2},
        "come_back": {},
        "changed": [],
    }
    assert as_text(lost) == (
        "The backup is 51 seconds old. Rows that would be lost: 8 (6 of audit, 2 of toy.job)."
    )
    more = as_text({**lost, "come_back": {"public.report": 5}, "changed": ["public.audit", "public.person"]})
    assert "Rows that come back: 5 (5 of report)." in more
    assert more.endswith("As they are now they are not in the backup: rows of audit, person.")
    assert "Rows that would be lost: 0 (none)." in as_text({**lost, "rows": 0, "by_table": {}})
    assert as_text({**lost, "seconds": 1}).startswith("The backup is 1 second old.")
    assert [rows(count) for count in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


@pytest.mark.parametrize(
    ("no_return", "more"), [((), ""), (("0503: what was noted down is gone",), " --no-return 0503")]
)
def test_what_does_a_plan_is_told_as_it_is_to_be_typed(
    no_return: tuple[str, ...], more: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = replace(planned(), no_return=no_return)
    show_plan(plan, False)
    typed = f"`creditai release deploy {plan.digest[:12]} -e {plan.environment}{more}` does it"
    assert typed in capsys.readouterr().out.replace("\n ", "")


def test_a_plan_tells_usual_times_as_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    show_plan(planned(), False)
    assert "  probe     Load the new colour. Usually 5 s.\n" in capsys.readouterr().out


@pytest.mark.parametrize(("at_work", "way"), [(None, True), ("Dana since noon: backup", False)])
def test_what_somebody_is_at_work_on_is_not_offered_to_be_resumed(at_work: str | None, way: bool) -> None:
    told: dict[str, Any] = {
        "environment": "e",
        "edge": "a",
        "live": None,
        "colours": {},
        "lacks": [],
        "unknown": {},
    }
    text = _status.as_text({**told, "at_work": at_work, "unfinished": "run-1"})
    assert "unfinished: run-1" in text
    assert ("release resume" in text) is way


def test_a_start_says_when_it_interrupts_people() -> None:
    served = world(live="blue", blue="a", green="b")
    assert interruption(replace(served, keeper=known(True))) is None
    told = interruption(replace(served, keeper=known(False)))
    assert told is not None
    assert "answered 502 meanwhile" in told
    assert interruption(replace(served, keeper=known(False), served=unknown())) is None, "nobody is served"

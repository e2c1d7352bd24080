"""What a run says while it runs."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any, cast

import pytest

from runbook.cli.release._showing import carried, listener, show_plan
from runbook.errors import Refused
from runbook.goal import Goal
from runbook.operating import Desk
from runbook.plan import Plan, Planned

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


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_json_has_the_end_as_it_was_journaled(capsys: pytest.CaptureFixture[str]) -> None:
    listener(planned(), as_json=True)("end", {"outcome": "released"})
    assert json.loads(capsys.readouterr().out) == {"event": "end", "run": GOAL.run, "outcome": "released"}


def test_a_plan_tells_usual_times_as_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    show_plan(planned(), False)
    assert "  probe     Load the new colour. Usually 5 s.\n" in capsys.readouterr().out

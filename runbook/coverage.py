"""R001 to R180: which code serves each line of the runbook, which test proves it, and when that last ran here.

Checks and steps say themselves what they cover; what other files serve stands in `SERVED`. Evidence is a run on this
machine: of a check or a step out of the journal, of a test out of the tests' record (`.record/tests.jsonl`, written by
the tests of this room, never committed). A line without code, test and evidence is missing. What names Kubernetes or
Docker is said to be of another target, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from runbook.checks import every_check
from runbook.journal import Entry
from runbook.steps import kinds_of_steps

RECORD = Path(".record/tests.jsonl")
NUMBERS = tuple(f"R{number:03}" for number in range(1, 181))
_CHECKS = "tests/runbook/checks/test_checks.py::test_a_check_answers_its_cases"
_STEPS = "tests/runbook/steps/test_steps.py"
_RELEASE = "tests/runbook/cli/test_release.py::test_a_release_from_plan_to_rollback"
_MATRIX = "tests/runbook/judge/test_matrix.py::test_the_four_rows_of_the_document"
_INCIDENT = "tests/runbook/cli/test_incident.py::test_the_whole_story"
_MESSAGES = "tests/runbook/messages/test_messages.py::test_a_plan_and_its_end_are_told_with_what_was_measured"

SERVED: Mapping[str, tuple[str, str]] = {
    "R009": ("runbook/building.py", "tests/runbook/test_building.py::test_two_builds_of_one_commit_are_one_artefact"),
    "R010": ("runbook/sizes.py", "tests/runbook/test_sizes.py::test_what_is_over_the_budget_is_named"),
    "R011": ("runbook/artefact.py", "tests/runbook/test_building.py::test_a_changed_artefact_is_seen"),
    **dict.fromkeys(("R056", "R080", "R134", "R156"), ("runbook/cli/release/_status.py", _RELEASE)),
    "R057": ("runbook/targets/host/processes.py", "tests/runbook/targets/test_host.py::test_releases_follow_each_other_and_go_back"),
    "R079": ("runbook/run.py", "tests/runbook/targets/test_host.py::test_releases_follow_each_other_and_go_back"),
    "R107": ("runbook/cli/release/_history.py", _RELEASE),
    "R109": ("runbook/run.py", _RELEASE),
    **dict.fromkeys(("R116", "R117"), ("runbook/incident/course.py", _INCIDENT)),
    "R118": ("runbook/incident/statuspage.py", "tests/runbook/incident/test_course.py::test_the_status_page_shows_what_was_published_and_nothing_else"),
    "R119": ("runbook/messages/incident.py", "tests/runbook/messages/test_messages.py::test_an_incident_is_told_with_the_time_of_the_next_message"),
    **dict.fromkeys(("R120", "R121"), ("runbook/incident/contacts.py", "tests/runbook/cli/test_incident.py::test_whom_to_call")),
    "R147": ("runbook/messages/scheduled.py", _MESSAGES),
    "R153": ("runbook/messages/complete.py", _MESSAGES),
    "R154": ("runbook/cli/release/_history.py", _RELEASE),
    **{n: ("runbook/judge/matrix.py", f"{_MATRIX}[{n}]") for n in ("R176", "R177", "R178", "R179")},
}  # fmt: skip
"""Number -> the file that serves it, and the test that proves it."""

_KUBERNETES = (
    "a command of Kubernetes; this machine is the host target, whose counterpart is `creditai release`"
)
_DOCKER = "a command of Docker; releases of the host target are folders named by digest"
ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("R034", "R050", "R052", "R053", "R073", "R074", "R075", "R076", "R077", "R078", "R091", "R092", "R093", "R094",
                     "R106", "R122", "R123", "R157", "R158", "R159", "R170", "R171", "R172", "R173", "R174", "R175"), _KUBERNETES),
    **dict.fromkeys(("R033", "R041", "R044", "R045", "R051", "R069", "R070", "R071", "R072", "R160", "R161", "R162"), _DOCKER),
}  # fmt: skip
"""Number -> why it is not on this target."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `evidence`: what ran, and what it said; None with `last_run` None."""

    number: str
    code: str | None
    test: str | None
    last_run: str | None
    evidence: str | None
    target: str

    @property
    def whole(self) -> bool:
        return None not in (self.code, self.test, self.evidence)


def items(journal: Iterable[Entry], record: Path = RECORD) -> tuple[Item, ...]:
    """All 180, in order."""
    served, ran, passed = _served(), _journaled(journal), _passed(record)
    return tuple(_item(number, served.get(number), ran, passed) for number in NUMBERS)


def _item(
    number: str,
    served: tuple[str, str, str] | None,
    ran: Mapping[str, tuple[str, str]],
    passed: Mapping[str, str],
) -> Item:
    if served is None:
        return Item(
            number,
            None,
            None,
            None,
            None,
            f"not on this target: {ELSEWHERE[number]}" if number in ELSEWHERE else "host",
        )
    code, test, name = served
    if name in ran:
        return Item(number, code, test, *ran[name], "host")
    at = passed.get(test) or max((a for t, a in passed.items() if t.startswith(f"{test}[")), default=None)
    return Item(number, code, test, at, None if at is None else "the test passed on this machine", "host")


def _served() -> dict[str, tuple[str, str, str]]:
    """Number -> file, test, and the name under which the journal knows it; the first that serves it."""
    found: dict[str, tuple[str, str, str]] = {}
    for kind in kinds_of_steps():
        name = kind.__module__.rpartition(".")[2]
        for number in kind.covers:
            found.setdefault(number, (f"runbook/steps/{name}.py", _test_of(name), f"step {name}"))
    for check in every_check():
        for number in check.covers:
            found.setdefault(
                number,
                (f"runbook/checks/{check.section}.py", f"{_CHECKS}[{check.name}]", f"check {check.name}"),
            )
    for number, (code, test) in SERVED.items():
        found.setdefault(number, (code, test, ""))
    return found


def _test_of(step: str) -> str:
    own = {"arrive", "ground", "launch", "prove", "probe", "watch", "standby", "rest", "settle"}
    return (
        f"{_STEPS}::test_{step}" if step in own else f"{_STEPS}::test_a_step_holds_or_acts_and_undoes[{step}]"
    )


def _journaled(journal: Iterable[Entry]) -> dict[str, tuple[str, str]]:
    """Name -> when it last ran, and what came of it."""
    found = {}
    for entry in journal:
        if entry.kind == "held" and entry.body["seconds"] is not None:
            found[f"step {entry.body['step']}"] = (
                entry.at,
                f"run {entry.run}: held after {entry.body['seconds']:g} s",
            )
        elif entry.kind == "checked" and entry.body["verdict"] in ("yes", "no"):
            found[f"check {entry.body['check']}"] = (
                entry.at,
                f"{entry.body['verdict']}: {entry.body['said'][:120]}",
            )
    return found


def _passed(record: Path) -> dict[str, str]:
    """Test -> when it last passed, if it did not fail since."""
    found: dict[str, str] = {}
    for line in record.read_text("utf-8").splitlines() if record.exists() else ():
        told = json.loads(line)
        if told["outcome"] == "passed":
            found[told["test"]] = told["at"]
        else:
            found.pop(told["test"], None)
    return found

"""R001 to R180: which code serves each line of the runbook, which test proves it, and when that last ran here.

Checks, steps, verifications say themselves what they cover; what other files serve stands in `served.py`. Evidence is a
run on this machine: out of this environment's journal, out of what rehearsals showed (`evidence.jsonl` of the state
folder), or of a test out of the tests' record (`.record/tests.jsonl`); none is committed. A line without code, test and
evidence is missing. What names Kubernetes or Docker is said to be of another target, with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runbook.checks import every_check
from runbook.diagnosis import every_diagnosis
from runbook.journal import Entry
from runbook.served import ELSEWHERE, INCIDENT, SERVED
from runbook.steps import kinds_of_steps
from runbook.verifications import every_verification

RECORD, REHEARSED = Path(".record"), "evidence.jsonl"
NUMBERS = tuple(f"R{number:03}" for number in range(1, 181))
_CHECKS = "tests/runbook/checks/test_checks.py::test_a_check_answers_its_cases"
_VERIFIED = "tests/runbook/verifications/test_verifications.py::test_a_verification_answers_its_cases"
_DIAGNOSED = "tests/runbook/diagnosis/test_diagnosis.py"
_STEPS = "tests/runbook/steps/test_steps.py"
TABLED = frozenset({"announce", "install", "expand", "switch", "drain", "tell"})
"""Steps whose test is a row of a table; each of the others has one of its own name."""


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

    @property
    def state(self) -> str:
        """In a word or two."""
        if self.code is None:
            return "missing" if self.target == "host" else "not on this target"
        return "whole" if self.whole else "no evidence yet"


@dataclass(frozen=True, slots=True)
class Ran:
    """One run that is evidence: when, and what it said."""

    at: str
    said: str


def items(
    journal: Iterable[Entry], record: Path | None = RECORD, rehearsed: Path | None = None
) -> tuple[Item, ...]:
    """All 180, in order. `record`: the folder of the tests' record, `rehearsed`: the file of what rehearsals showed."""
    served = _served()
    ran = _latest(_journaled((e.at, e.run, e.kind, e.body) for e in journal))
    passed: Mapping[str, str] = {}
    if record is not None:
        passed = _passed(record / "tests.jsonl")
    if rehearsed is not None:
        ran = {**_rehearsed(rehearsed), **ran}
    return tuple(_item(number, served.get(number), ran, passed) for number in NUMBERS)


def named_tests() -> frozenset[str]:
    """The tests whose outcomes are evidence."""
    return frozenset(item.test for item in items((), None) if item.test)


def _item(
    number: str, served: tuple[str, str, str] | None, ran: Mapping[str, Ran], passed: Mapping[str, str]
) -> Item:
    if served is None:
        target = f"not on this target: {ELSEWHERE[number]}" if number in ELSEWHERE else "host"
        return Item(number, None, None, None, None, target)
    code, test, name = served
    found = ran.get(name) or ran.get(number)
    if found is not None:
        return Item(number, code, test, found.at, found.said, "host")
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
            served = (f"runbook/checks/{check.section}.py", f"{_CHECKS}[{check.name}]", f"check {check.name}")
            found.setdefault(number, served)
    for item in every_verification():
        for number in item.covers:
            found.setdefault(
                number, (f"runbook/verifications/{item.section}.py", f"{_VERIFIED}[{item.name}]", "")
            )
    for diagnosis in every_diagnosis():
        for number in diagnosis.covers:
            found.setdefault(
                number, (f"runbook/diagnosis/{diagnosis.name}.py", f"{_DIAGNOSED}::test_{diagnosis.name}", "")
            )
    for number, (code, test) in SERVED.items():
        found.setdefault(number, (code, test, ""))
    return found


def _test_of(step: str) -> str:
    case = f"test_a_step_holds_or_acts_and_undoes[{step}]" if step in TABLED else f"test_{step}"
    return f"{_STEPS}::{case}"


def shown(journal: Iterable[Entry]) -> frozenset[str]:
    """The numbers for which a journal holds a run as evidence."""
    ran = _latest(_journaled((e.at, e.run, e.kind, e.body) for e in journal))
    return frozenset(n for n, (_, _, name) in _served().items() if name in ran or n in ran)


def _rehearsed(path: Path) -> dict[str, Ran]:
    """Number -> when a scene last showed it, if that scene went as expected."""
    found: dict[str, Ran] = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        told = json.loads(line)
        if told["outcome"] == "as expected":
            found[told["number"]] = Ran(told["at"], f"rehearsed: the scene {told['scene']} went as expected")
        else:
            found.pop(told["number"], None)
    return found


def _latest(found: Iterable[tuple[str, Ran]]) -> dict[str, Ran]:
    latest: dict[str, Ran] = {}
    for key, ran in found:
        if key not in latest or latest[key].at <= ran.at:
            latest[key] = ran
    return latest


def _journaled(entries: Iterable[tuple[str, str, str, Mapping[str, Any]]]) -> Iterator[tuple[str, Ran]]:
    """What the journal's entries are evidence for: a step's or check's name, or a line's number."""
    for at, run, kind, body in entries:
        match kind:
            case "held" if body["seconds"] is not None:
                yield f"step {body['step']}", Ran(at, f"run {run}: held after {body['seconds']:g} s")
            case "checked" if body["verdict"] in ("yes", "no"):
                yield f"check {body['check']}", Ran(at, f"{body['verdict']}: {body['said'][:120]}")
            case "incident" if body["what"] in INCIDENT and body["what"] != "open":
                yield INCIDENT[body["what"]], Ran(at, f"{body['incident']}: {body['what']} by {body['by']}")
            case "notice" if body["what"] == "sent" and body["of"] == "alert":
                yield "R115", Ran(at, f"{run}: {body['way']} was told: {body['said'][:100]}")
            case "built":
                for number in ("R009", "R011"):
                    yield number, Ran(at, f"{run}: built to {str(body['digest'])[:12]}")
            case "weighed":
                yield "R010", Ran(at, f"{body['folder']}: {len(body['over'])} over the budget")
            case "evidence":
                for number in body["covers"]:
                    yield number, Ran(at, f"{body['what']}: {body['said'][:160]}")


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

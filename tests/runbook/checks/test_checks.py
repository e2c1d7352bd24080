"""Every check answers its own cases, has one of each kind, and is asked for real on this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from runbook.checks import About, Check, Checked, checked, every_check, sections
from runbook.cli import verbs
from runbook.environments import Environment
from runbook.perform import Performer
from runbook.redaction import Redactor

ABOUT = About(
    Environment("test", Path("/state"), "https://app.example.com:443", tls_certificate="/c.pem", operator_token="file:/t"),
    Path(__file__).parents[3], Path("/state/releases/x"), datetime(2026, 11, 26, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize("check", every_check(), ids=lambda check: check.name)
def test_a_check_answers_its_cases(check: Check) -> None:
    assert {case.verdict for case in check.cases} == {"yes", "no", "unknown"}
    for case in check.cases:
        assert len(case.answers) == len(check.asks(ABOUT))
        found = check.look(ABOUT, case.answers)
        assert (found.verdict, bool(found.said)) == (case.verdict, True), case
    assert check.covers
    assert check.hint
    assert check.about.endswith(".")


@pytest.mark.parametrize("check", every_check(), ids=lambda check: check.name)
def test_a_check_can_be_asked_here(check: Check, tmp_path: Path) -> None:
    about = About(Environment("test", tmp_path, "http://127.0.0.1:9"), ABOUT.sources, None, ABOUT.now)
    found = checked(check, about, Performer(Redactor()).ask)
    assert found.verdict in ("yes", "no", "unknown", "not asked")
    if check.name in ("reached", "memory", "disk", "load"):
        assert found.verdict in ("yes", "no")


def test_names_are_unique_and_every_section_is_a_verb() -> None:
    names = [check.name for check in every_check()]
    assert len(names) == len(set(names))
    assert set(verbs("check")) == {*sections(), "everything"}


@pytest.mark.parametrize(
    ("verdict", "level", "waived", "strict", "refuses"),
    [
        ("no", "required", None, False, True),
        ("no", "required", "a reason given", True, False),
        ("no", "advised", None, True, False),
        ("unknown", "required", None, False, False),
        ("unknown", "required", None, True, True),
        ("not asked", "required", None, True, True),
        ("not asked", "required", None, False, False),
        ("yes", "required", None, True, False),
    ],
)
def test_what_refuses(verdict: str, level: str, waived: str | None, strict: bool, refuses: bool) -> None:
    found = Checked("x", "source", ("R001",), level, verdict, "said", "hint", waived)  # type: ignore[arg-type]
    assert found.refuses(strict) is refuses

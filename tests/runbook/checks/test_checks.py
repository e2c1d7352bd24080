"""Every check answers its own cases, has one of each kind, and is asked for real on this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from runbook.actions import Command, Ran, Request
from runbook.checks import About, Check, Checked, asked_once, checked, every_check, ran, run, sections
from runbook.cli import verbs
from runbook.environments import Environment
from runbook.perform import Performer
from runbook.redaction import Redactor

ABOUT = About(
    Environment(
        "test", Path("/state"), "https://app.example.com:443", tls_certificate="/c.pem", operator_token="file:/t",
        cdn="https://cdn.example.com", secrets={"stripe_key": "file:/k"},
    ),
    Path(__file__).parents[3], Path("/state/releases/x"), datetime(2026, 11, 26, tzinfo=UTC), run("nginx", "-t"),
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


def test_before_there_is_a_release_nothing_is_refused_by_what_only_it_could_answer(tmp_path: Path) -> None:
    """Else the first release into an environment where an unknown refuses could never be made."""
    about = About(Environment("test", tmp_path, "http://127.0.0.1:9"), tmp_path, None, ABOUT.now)
    asking = [check for check in every_check() if check.of_release]
    assert len(asking) > 10
    for check in asking:
        found = checked(check, about, Performer(Redactor()).ask)
        assert (found.verdict, found.refuses(unknown_refuses=True)) == ("not asked", False), check.name


def test_one_question_of_several_checks_is_asked_once() -> None:
    asked = []

    def ask(question: Command | Request) -> Ran:
        asked.append(question)
        return ran("x")

    once = asked_once(ask)
    for check in every_check("database"):
        for question in check.asks(ABOUT):
            once(question)
    kinds = [question.argv[1:3] for question in asked if isinstance(question, Command)]
    assert sorted(kinds) == sorted(set(kinds))
    assert ("db", "stats") in kinds


def test_a_setting_that_cannot_be_trusted_is_named() -> None:
    check = next(c for c in every_check() if c.name == "settings")
    (told,) = [case for case in check.cases if "PEPPER" in str(case.answers)]
    assert check.look(ABOUT, told.answers).said == "CREDITAI_PEPPER is weak."

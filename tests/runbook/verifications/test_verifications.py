"""Every verification answers its own cases, and has one of each kind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from runbook.actions import Address
from runbook.cli import verbs
from runbook.environments import Environment
from runbook.verifications import Aim, Verification, every_verification, sections

AIM = Aim(
    Environment("test", Path("/state"), "https://app.example.com:443", operator_token="file:/t"), "edge",
    Address("https://app.example.com:443"), datetime(2026, 11, 26, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize("verification", every_verification(), ids=lambda each: each.name)
def test_a_verification_answers_its_cases(verification: Verification) -> None:
    assert {case.verdict for case in verification.cases} == {"yes", "no", "unknown"}
    for case in verification.cases:
        assert len(case.answers) == len(verification.asks(AIM))
        found = verification.look(AIM, case.answers)
        assert (found.verdict, bool(found.said)) == (case.verdict, True), (case, found)
    assert verification.covers
    assert verification.hint
    assert verification.about.endswith(".")


def test_names_are_unique_and_every_section_is_a_verb() -> None:
    names = [each.name for each in every_verification()]
    assert len(names) == len(set(names))
    assert set(verbs("verify")) == {*sections(), "everything", "journeys", "load", "performance"}

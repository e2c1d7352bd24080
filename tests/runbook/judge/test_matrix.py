"""The decision matrix: each row of the document, and an answer to everything."""

from __future__ import annotations

from itertools import product
from typing import Literal, get_args

import pytest

from runbook.facts import Measured
from runbook.judge.matrix import IMPACTS, SEVERITIES, Impact, Proof, Severity, Way, What, decide, weigh

DAY = 24 * 3600.0


@pytest.mark.parametrize(
    ("severity", "impact", "what", "within"),
    [
        pytest.param("critical", "system down", "rollback now", None, id="R176"),
        pytest.param("high", "major features broken", "rollback unless overridden", 900, id="R177"),
        pytest.param("medium", "minor features affected", "operator's choice", None, id="R178"),
        pytest.param("low", "cosmetic", "fix forward", None, id="R179"),
    ],
)
def test_the_four_rows_of_the_document(
    severity: Severity, impact: Impact, what: What, within: float | None
) -> None:
    found = decide(severity, impact, "certain", "open", 60.0)
    assert (found.what, found.within) == (what, within)


@pytest.mark.parametrize(
    ("severity", "impact", "proof", "way", "age", "what"),
    [
        ("low", "system down", "certain", "open", 60.0, "rollback now"),
        ("critical", "cosmetic", "certain", "open", 60.0, "rollback now"),
        ("critical", "system down", "certain", "closed", 60.0, "needs a person"),
        ("high", "major features broken", "certain", "closed", 60.0, "needs a person"),
        ("medium", "minor features affected", "certain", "closed", 60.0, "fix forward"),
        ("low", "cosmetic", "suspected", "closed", 9 * DAY, "fix forward"),
        ("critical", "system down", "certain", "open", 2 * DAY, "needs a person"),
        ("critical", "system down", "suspected", "open", 60.0, "rollback unless overridden"),
        ("high", "major features broken", "suspected", "open", 60.0, "operator's choice"),
        ("medium", "minor features affected", "suspected", "open", 2 * DAY, "operator's choice"),
    ],
)
def test_evidence_schema_and_age_change_the_answer(
    severity: Severity, impact: Impact, proof: Proof, way: Way, age: float, what: What
) -> None:
    assert decide(severity, impact, proof, way, age).what == what


def test_every_question_has_an_answer_and_a_way_that_is_closed_is_never_taken() -> None:
    asked = product(SEVERITIES, IMPACTS, get_args(Proof), get_args(Way), (0.0, 899.0, DAY, DAY + 1, 99 * DAY))
    answers = [(way, decide(s, i, p, way, a)) for s, i, p, way, a in asked]
    assert len(answers) == 4 * 4 * 2 * 2 * 5
    assert all(found.why and found.what in get_args(What) for _, found in answers)
    assert not [found for way, found in answers if way == "closed" and found.what.startswith("rollback")]
    assert all(
        (found.within is not None) == (found.what == "rollback unless overridden") for _, found in answers
    )


@pytest.mark.parametrize(
    ("answered", "failed", "p95", "verdict", "weighed"),
    [
        (100, 50, 0.01, "ill", ("critical", "system down", "certain")),
        (100, 20, 0.01, "ill", ("critical", "system down", "certain")),
        (100, 5, 0.01, "ill", ("high", "major features broken", "certain")),
        (1000, 20, 0.01, "ill", ("medium", "minor features affected", "certain")),
        (100, 0, 2.5, "ill", ("high", "major features broken", "certain")),
        (100, 0, 0.5, "ill", ("medium", "minor features affected", "certain")),
        (0, 0, None, "silent", ("critical", "system down", "certain")),
        (7, 0, 0.01, "silent", ("critical", "system down", "suspected")),
    ],
)
def test_a_measurement_is_weighed(
    answered: int,
    failed: int,
    p95: float | None,
    verdict: Literal["ill", "silent"],
    weighed: tuple[str, str, str],
) -> None:
    assert weigh(Measured(verdict, "", answered, failed, p95, p95)) == weighed


@pytest.mark.parametrize(
    ("failed", "p95", "severity"),
    [(0, 2.0, "high"), (0, 1.99, "medium"), (4, 2.0, "high"), (5, 9.0, "medium"), (49, 0.1, "medium"), (50, 0.1, "high")],
)  # fmt: skip
def test_slowness_counts_by_itself_and_only_where_little_fails(
    failed: int, p95: float, severity: str
) -> None:
    assert weigh(Measured("ill", "", 1000, failed, None, p95))[0] == severity

"""Every announcement says what the document's template says, and none goes out with a field left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from runbook.errors import WrongUsage
from runbook.messages import length
from runbook.messages.complete import Complete, Measured, follow_ups
from runbook.messages.incident import IncidentMessage
from runbook.messages.progress import STAGES, Progress
from runbook.messages.scheduled import Scheduled

AT = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
INCIDENT = IncidentMessage(
    "high", AT, "Uploads fail", "One in ten uploads is refused", "identified", "unknown", "dana"
)
PLANNED = Scheduled(AT, timedelta(minutes=6), "1.4.0", "Equifax 2026 layout; two rules", "dana", "none")
DONE = Complete(
    "1.4.0",
    timedelta(seconds=184),
    "none",
    Measured(0, 5419, timedelta(), 0.04, 0.05),
    follow_ups(AT, communicate=False),
)


def test_an_incident_is_told_with_the_time_of_the_next_message() -> None:
    text = INCIDENT.text
    assert text.startswith("🚨 PRODUCTION INCIDENT - HIGH\n")
    for line in (
        "Time: 2026-03-02 16:00 UTC",
        "Status: IDENTIFIED",
        "Incident Commander: @dana",
        "Updates: the next one by 2026-03-02 16:15 UTC",
    ):
        assert line in text
    assert "ETA: unknown\n" in text


def test_what_is_resolved_is_expected_no_more() -> None:
    over = replace(INCIDENT, state="RESOLVED")
    assert over.next_by is None
    assert "ETA" not in over.text
    assert over.text.endswith("Updates: none will follow, it is resolved")


def test_a_plan_and_its_end_are_told_with_what_was_measured() -> None:
    assert "Time: 16:00 UTC (Expected duration: 6 min 00 s)" in PLANNED.text
    assert "Expected Impact: NONE" in PLANNED.text
    for line in (
        "- Error Rate: 0.00 % (0 of 5419 requests)",
        "- Downtime: 0 s",
        "40 ms before, 50 ms after",
        "Monitor for 24 hours (by 2026-03-03)",
    ):
        assert line in DONE.text


def test_what_was_not_measured_is_said_to_be_so() -> None:
    unknown = replace(DONE, measured=Measured(None, None, None, None, None))
    assert unknown.text.count("not measured") == 3


def test_customers_are_told_only_when_they_noticed() -> None:
    assert [f.due for f in follow_ups(AT, communicate=True)] == [
        date(2026, 3, 3),
        date(2026, 3, 3),
        date(2026, 3, 9),
    ]
    assert len(follow_ups(AT, communicate=False)) == 2


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_sentence(stage: str) -> None:
    assert STAGES[stage] in Progress(stage.lower(), "1.4.0").text


@pytest.mark.parametrize(
    "value", ["[BRIEF DESCRIPTION]", "", "  ", "TBD", "$(date)", "<fill in>", "???", "x" * 501]
)
@pytest.mark.parametrize(
    ("message", "field"),
    [(INCIDENT, "issue"), (INCIDENT, "commander"), (PLANNED, "changes"), (DONE, "release")],
)
def test_no_field_is_left_open(message: Any, field: str, value: str) -> None:
    with pytest.raises(WrongUsage, match=field):
        replace(message, **{field: value})


@pytest.mark.parametrize(
    ("message", "field"), [(INCIDENT, "severity"), (INCIDENT, "state"), (PLANNED, "impact"), (DONE, "issues")]
)
def test_no_word_of_ones_own_where_the_document_has_a_list(message: Any, field: str) -> None:
    with pytest.raises(WrongUsage, match="one of"):
        replace(message, **{field: "terrible"})


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59.4, "59 s"), (60, "1 min 00 s"), (185, "3 min 05 s"), (7800, "2 h 10 min")],
)
def test_a_length_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert length(timedelta(seconds=seconds)) == said

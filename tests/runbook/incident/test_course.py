"""An incident from its opening to its end, and what is overdue in between."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from runbook.errors import WrongUsage
from runbook.incident import statuspage
from runbook.incident.course import Event, Incident, after, begun, event_of, folded
from runbook.incident.postmortem import draft

START = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


def _event(what: str, minutes: float, **told: str) -> Event:
    return Event(what, START + timedelta(minutes=minutes), "dana", told)


OPEN = _event("open", 0, issue="Uploads fail")
STORY = (
    OPEN,
    _event("assess", 2, severity="high", impact="One in ten uploads is refused", customers="yes"),
    _event("assign", 3, to="sam"),
    _event("publish", 4),
    _event("message", 5, status="identified", eta="17:00"),
    _event("message", 19, status="fixing"),
    _event("resolve", 40),
)


def _told(count: int) -> Incident:
    return folded(("i-1", event) for event in STORY[:count])["i-1"]


def test_the_whole_story_is_folded_from_its_events() -> None:
    told = _told(len(STORY))
    assert (told.severity, told.commander, told.state, told.eta) == ("HIGH", "sam", "RESOLVED", "17:00")
    assert told.resolved == START + timedelta(minutes=40)


@pytest.mark.parametrize(("minutes", "late"), [(14.9, 0), (15.1, 1)])
def test_an_update_is_overdue_after_fifteen_minutes(minutes: float, late: int) -> None:
    told = _told(5)  # last message at minute 5
    assert len(told.overdue(START + timedelta(minutes=5 + minutes))) == late
    assert _told(7).overdue(START + timedelta(days=9)) == ()


def test_nobody_in_the_lead_and_a_silent_status_page_are_said_aloud() -> None:
    assert any("nobody leads" in each for each in _told(2).overdue(START + timedelta(minutes=6)))
    assert any("status page" in each for each in _told(3).overdue(START + timedelta(minutes=3)))
    assert not any("status page" in each for each in _told(4).overdue(START + timedelta(minutes=4)))


def test_nothing_is_told_before_it_is_known() -> None:
    with pytest.raises(WrongUsage, match="severity, impact, commander"):
        _told(1).message(START)
    assert "Status: IDENTIFIED" in _told(5).message(START).text


@pytest.mark.parametrize(
    "event",
    [
        _event("assess", 1, severity="bad", impact="x"),
        _event("assess", 1, severity="high", impact="[CUSTOMER IMPACT]"),
        _event("assign", 1, to=""),
        _event("message", 1, status="resolved"),
        _event("dance", 1),
    ],
)
def test_what_does_not_follow_is_refused(event: Event) -> None:
    with pytest.raises(WrongUsage):
        after(begun("i-1", OPEN), event)


def test_a_resolved_incident_stays_so() -> None:
    with pytest.raises(WrongUsage, match="resolved"):
        after(_told(7), _event("message", 50))


def test_an_entry_of_the_journal_is_an_event() -> None:
    body = {
        "incident": "i-1",
        "what": "open",
        "at": START.isoformat(),
        "by": "dana",
        "told": {"issue": "Uploads fail"},
    }
    assert event_of(json.loads(json.dumps(body))) == ("i-1", OPEN)


def test_a_post_mortem_is_drafted_from_what_happened() -> None:
    text = draft(_told(7))
    assert "resolved 2026-03-02 16:40 UTC: 40 min 00 s" in text
    assert "longest silence 21 min 00 s" in text
    assert text.count(" by dana") == len(STORY)
    with pytest.raises(WrongUsage, match="not resolved"):
        draft(_told(4))


def test_the_status_page_shows_what_was_published_and_nothing_else() -> None:
    hidden = folded([("i-2", _event("open", 1, issue="Secret canary"))])["i-2"]
    public = statuspage.shown([_told(5), hidden])
    page, data = statuspage.as_html(public, START), json.loads(statuspage.as_json(public, START))
    assert "Uploads fail" in page
    assert "canary" not in page
    assert (data["status"], [row["id"] for row in data["incidents"]]) == ("incident", ["i-1"])
    assert json.loads(statuspage.as_json(statuspage.shown([_told(7)]), START))["status"] == "well"


def test_the_status_page_escapes_what_people_typed() -> None:
    nasty = folded([("i-1", _event("open", 0, issue='a<b & "c"')), ("i-1", _event("publish", 1))])
    assert "a&lt;b &amp; &quot;c&quot;" in statuspage.as_html(statuspage.shown(nasty.values()), START)

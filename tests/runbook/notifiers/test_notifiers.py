"""What each way would send, as a value."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from runbook.actions import Answer, Mail, Request
from runbook.notifiers import KEYS, Kind, Notice, every_notifier, set_up

GIVEN = {
    "slack": "env:SLACK", "pagerduty": "env:PAGERDUTY", "mail": "smtp://127.0.0.1:1", "mail_from": "a@example.com",
    "mail_to": "b@example.com, c@example.com",
}  # fmt: skip
NOTICE = Notice(
    "incident-1/1-alert", "alert", "incident-1", "HIGH: Uploads fail", "Uploads <fail> & <!channel>",
    datetime(2026, 11, 26, tzinfo=UTC), "production", "HIGH", ("dana@example.com", "b@example.com"),
)  # fmt: skip
WAYS = {way.name: way for way in every_notifier()}


def of(kind: Kind) -> Notice:
    return replace(NOTICE, kind=kind)


def body(way: str, kind: Kind) -> dict[str, object]:
    sends = WAYS[way].sends(of(kind), GIVEN)
    assert isinstance(sends, Request)
    told = json.loads(sends.body)
    assert isinstance(told, dict)
    return told


def test_a_way_is_set_up_by_its_keys_and_no_other() -> None:
    assert {way.name for way in set_up(GIVEN)} == set(WAYS) == {"slack", "pagerduty", "mail"}
    assert set_up({}) == ()
    assert [way.name for way in set_up({**GIVEN, "mail_to": "", "slack": ""})] == ["pagerduty"]
    assert {key for way in WAYS.values() for key in way.keys} <= set(KEYS)


def test_nobody_is_woken_by_what_an_error_message_says() -> None:
    assert body("slack", "alert") == {"text": "Uploads &lt;fail&gt; &amp; &lt;!channel&gt;"}


def test_pagerduty_opens_and_ends_one_alert_and_a_change_opens_none() -> None:
    opened, ended, changed = (body("pagerduty", kind) for kind in ("alert", "resolved", "change"))
    assert opened["event_action"] == "trigger"
    assert ended["event_action"] == "resolve"
    assert opened["dedup_key"] == ended["dedup_key"] == "creditai/production/incident-1"
    assert isinstance(opened["payload"], dict)
    assert opened["payload"]["severity"] == "error"
    assert "event_action" not in changed
    assert WAYS["pagerduty"].sends(of("message"), GIVEN) is None


def test_who_is_on_call_is_mailed_once_and_only_when_it_begins() -> None:
    alert, later = (WAYS["mail"].sends(of(kind), GIVEN) for kind in ("alert", "message"))
    assert isinstance(alert, Mail)
    assert isinstance(later, Mail)
    assert alert.to == ("b@example.com", "c@example.com", "dana@example.com")
    assert later.to == ("b@example.com", "c@example.com")


@pytest.mark.parametrize("way", ["slack", "pagerduty"])
def test_no_secret_stands_in_what_is_shown_or_sent_by_value(way: str) -> None:
    sends = WAYS[way].sends(NOTICE, GIVEN)
    assert isinstance(sends, Request)
    assert "env:" in sends.at.where + "".join(sends.fills.values())


@pytest.mark.parametrize(
    ("way", "status", "error", "again"),
    [
        ("slack", 0, "ConnectionRefusedError: x", True), ("slack", 0, "TimeoutError: x", False), ("slack", 429, "", True),
        ("slack", 500, "", False), ("slack", 403, "", False), ("pagerduty", 0, "TimeoutError: x", True),
        ("pagerduty", 500, "", True), ("pagerduty", 400, "", False),
    ],
)  # fmt: skip
def test_what_is_sent_again(way: str, status: int, error: str, again: bool) -> None:
    """Slack only what it surely has not taken; PagerDuty whatever failed, for twice is once there."""
    sends = WAYS[way].sends(NOTICE, GIVEN)
    assert isinstance(sends, Request)
    answer = Answer(status, {}, b"", 0.0, error)
    assert sends.refusal(answer)
    assert sends.again(answer) is again

"""PagerDuty, Events API v2: an alert opens and resolves an incident under one dedup_key; a change event wakes nobody.

Sending the same event twice is being told once, so what failed is sent again.
https://developer.pagerduty.com/docs/events-api-v2/ (POST /v2/enqueue and /v2/change/enqueue, 202 when taken).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from runbook.actions import Address, Answer, Request
from runbook.notifiers import Notice, Notifier

USUAL = "https://events.pagerduty.com"
_KEY = "{routing-key}"
_LONGEST = 1024
_SEVERITY = {"CRITICAL": "critical", "HIGH": "error", "MEDIUM": "warning", "LOW": "info"}


class PagerDuty(Notifier):
    """The service of PagerDuty that the routing key leads to."""

    keys = ("pagerduty",)
    repeatable = True

    def sends(self, notice: Notice, given: Mapping[str, str]) -> Request | None:
        if notice.kind == "message":
            return None
        path = "/v2/change/enqueue" if notice.kind == "change" else "/v2/enqueue"
        return Request(
            f"tell PagerDuty: {notice.subject}", Address(given.get("pagerduty_at") or USUAL), path, "POST",
            {"Content-Type": "application/json"}, json.dumps(_event(notice)).encode(), deadline=5.0,
            refusal=_refusal, again=_again, fills={_KEY: given["pagerduty"]},
        )  # fmt: skip


def _event(notice: Notice) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "summary": notice.subject[:_LONGEST],
        "source": notice.source,
        "timestamp": notice.at.isoformat(),
        "custom_details": {"about": notice.about, "text": notice.text[:_LONGEST]},
    }
    if notice.kind == "change":
        return {"routing_key": _KEY, "payload": payload}
    event = {"routing_key": _KEY, "dedup_key": f"creditai/{notice.source}/{notice.about}"}
    if notice.kind == "resolved":
        return {**event, "event_action": "resolve"}
    return {
        **event,
        "event_action": "trigger",
        "payload": {**payload, "severity": _SEVERITY[notice.severity]},
    }


def _refusal(answer: Answer) -> str | None:
    if answer.status == 202:
        return None
    told = answer.body[:120].decode("utf-8", "replace").strip()
    return f"PagerDuty answered {answer.status or answer.error} {told}".strip()


def _again(answer: Answer) -> bool:
    return answer.status in (0, 429) or answer.status >= 500

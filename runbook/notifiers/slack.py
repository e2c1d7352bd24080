"""Slack, by an incoming webhook: the webhook's URL is the secret, the answer to a message that was taken is `ok`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from runbook.actions import Address, Answer, Request
from runbook.notifiers import Notice, Notifier

_LONGEST = 3000
SECONDS = 5.0


class Slack(Notifier):
    """A channel of Slack."""

    keys = ("slack",)

    def sends(self, notice: Notice, given: Mapping[str, str]) -> Request:
        body = json.dumps({"text": _escaped(notice.text)[:_LONGEST]}).encode()
        return Request(
            f"tell Slack: {notice.subject}", Address(given["slack"]), "", "POST",
            {"Content-Type": "application/json"}, body, deadline=SECONDS, refusal=_refusal, again=_again,
        )  # fmt: skip


def _refusal(answer: Answer) -> str | None:
    if answer.status == 200 and answer.body.strip() == b"ok":
        return None
    told = answer.body[:80].decode("utf-8", "replace").strip()
    return f"Slack answered {answer.status or answer.error} {told}".strip()


def _again(answer: Answer) -> bool:
    """Only what was surely not taken: no connection, too many, or a failure of theirs before the message was taken."""
    refused = answer.status == 0 and "ConnectionRefused" in answer.error
    return refused or answer.status in (429, 502, 503)


def _escaped(text: str) -> str:
    """Slack's three: without that, `<!channel>` in an error message would wake everybody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

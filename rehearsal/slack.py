"""Slack's incoming webhooks, as far as we call them: `python -m rehearsal.slack --port 0` prints a webhook's URL and serves.

Speaks `POST /services/T/B/X` with `{"text": ...}`: 200 `ok`; another body is 400 `invalid_payload`, a body without
text 400 `no_text`, another path 403 `invalid_token`, too many 429 with Retry-After, as Slack's manual has it.

    POST /rehearsal/faults   {"mode": "well" | "error" | "limit" | "hang" | "swallow", "times": 3}
    GET  /rehearsal/seen     the texts that were taken, oldest first

`swallow` takes the message and closes the connection without an answer: the sender cannot know.
"""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

from rehearsal.party import Party, alone

WEBHOOK = "/services/T0REHEARSE/B0REHEARSE/rehearsal0rehearsal0rehe"
_HANG_SECONDS = 3600.0


class Slack(Party):
    """One channel: what it was told."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port, _Door)
        self.seen: list[str] = []

    @property
    def webhook(self) -> str:
        return f"{self.address}{WEBHOOK}"


class _Door(BaseHTTPRequestHandler):
    server: Slack

    def do_GET(self) -> None:
        self._answer(200, json.dumps({"seen": self.server.seen}))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/rehearsal/faults":
            told = json.loads(body)
            self.server.mode, self.server.times = told["mode"], told.get("times", 1_000_000)
            self._answer(200, "{}")
        elif self.path != WEBHOOK:
            self._answer(403, "invalid_token")
        else:
            self._message(body)

    def _message(self, body: bytes) -> None:
        match self.server.fault():
            case "error":
                self._answer(503, "service_unavailable")
                return
            case "limit":
                self._answer(429, "rate_limited", {"Retry-After": "1"})
                return
            case "hang":
                self.server.over.wait(_HANG_SECONDS)
                return
            case "swallow":
                self.server.seen.append(json.loads(body)["text"])
                self.close_connection = True
                return
        try:
            text = json.loads(body).get("text")
        except (ValueError, AttributeError):
            self._answer(400, "invalid_payload")
            return
        if not text:
            self._answer(400, "no_text")
            return
        self.server.seen.append(text)
        self._answer(200, "ok")

    def _answer(self, status: int, text: str, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(text.encode())), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *told: Any) -> None:
        """Nothing is printed."""


def main() -> None:
    alone(__doc__, Slack, lambda slack: slack.webhook)


if __name__ == "__main__":
    main()

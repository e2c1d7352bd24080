"""PagerDuty's Events API v2, as far as we call it: `python -m rehearsal.pagerduty --port 0` prints its address and serves.

Speaks `POST /v2/enqueue` (trigger, acknowledge, resolve) and `POST /v2/change/enqueue`: 202 when it is taken, 400 with
the errors when something is missing, 429 and 5xx when told to. A trigger opens an alert under its dedup_key or is
gathered into the one that is open, a resolve ends it, as the manual has it. The routing key is `KEY` below.

    POST /rehearsal/faults   {"mode": "well" | "error" | "limit" | "hang" | "swallow", "times": 3}
    GET  /rehearsal/seen     {"alerts": {dedup_key: [actions]}, "open": [dedup_key], "changes": [summary]}
"""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

from rehearsal.party import Party, alone

KEY = "rehearsalrehearsalrehearsal00000"
_SEVERITIES = ("critical", "error", "warning", "info")
_HANG_SECONDS = 3600.0


class PagerDuty(Party):
    """One service's integration: its alerts and changes."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port, _Door)
        self.alerts: dict[str, list[str]] = {}
        self.changes: list[str] = []

    @property
    def open(self) -> list[str]:
        return [key for key, actions in self.alerts.items() if actions[-1] != "resolve"]


class _Door(BaseHTTPRequestHandler):
    server: PagerDuty

    def do_GET(self) -> None:
        seen = {"alerts": self.server.alerts, "open": self.server.open, "changes": self.server.changes}
        self._answer(200, seen)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path == "/rehearsal/faults":
            self.server.mode, self.server.times = body["mode"], body.get("times", 1_000_000)
            self._answer(200, {})
            return
        fault = self.server.fault()
        if fault in ("error", "limit"):
            self._answer(500 if fault == "error" else 429, {"status": "try again"})
        elif fault == "hang":
            self.server.over.wait(_HANG_SECONDS)
        elif (errors := _errors(self.path, body)) is not None:
            self._answer(
                400, {"status": "invalid event", "message": "Event object is invalid", "errors": errors}
            )
        else:
            self._taken(body)
            if fault == "swallow":
                self.close_connection = True
                return
            self._answer(
                202, {"status": "success", "message": "Event processed", "dedup_key": body.get("dedup_key")}
            )

    def _taken(self, body: dict[str, Any]) -> None:
        if "change" in self.path:
            self.server.changes.append(body["payload"]["summary"])
        else:
            self.server.alerts.setdefault(body["dedup_key"], []).append(body["event_action"])

    def _answer(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *told: Any) -> None:
        """Nothing is printed."""


def _errors(path: str, body: dict[str, Any]) -> list[str] | None:
    """What the real one would object to; None: nothing."""
    payload = body.get("payload") or {}
    found = [] if body.get("routing_key") == KEY else ["'routing_key' is invalid"]
    if path == "/v2/change/enqueue":
        found += [] if payload.get("summary") else ["'payload.summary' is missing or blank"]
        return found or None
    if path != "/v2/enqueue":
        return ["no such path"]
    action = body.get("event_action")
    if action not in ("trigger", "acknowledge", "resolve"):
        found.append("'event_action' is invalid")
    if not body.get("dedup_key") and action != "trigger":
        found.append("'dedup_key' is missing or blank")
    if action == "trigger":
        found += [
            f"'payload.{name}' is missing or blank" for name in ("summary", "source") if not payload.get(name)
        ]
        found += [] if payload.get("severity") in _SEVERITIES else ["'payload.severity' is invalid"]
    return found or None


def main() -> None:
    alone(__doc__, PagerDuty, lambda party: party.address)


if __name__ == "__main__":
    main()

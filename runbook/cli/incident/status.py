"""What is open, who leads it, what is overdue."""

from __future__ import annotations

import json as _json
from datetime import UTC, datetime

from runbook.cli._fitting import say
from runbook.cli.incident import _room
from runbook.records import plain


def status(environment: _room.EnvironmentName = "local", json: _room.AsJson = False) -> int:
    """List the incidents of this environment's machine, from its journal. Exit code 1 when something is overdue.

    Examples:

      creditai incident status
      creditai incident status --json
    """
    room = _room.Room(environment, "")
    found, now = room.incidents(), datetime.now(UTC)
    late = [sentence for incident in found.values() for sentence in incident.overdue(now)]
    if json:
        print(_json.dumps({"incidents": [plain(each) for each in found.values()], "overdue": late}, indent=1))
        return int(bool(late))
    for each in found.values():
        led = f", led by @{each.commander}" if each.commander else ""
        say(f"{each.id}  {each.state}  {each.severity or 'not assessed'}  {each.issue}{led}")
    if not found:
        print("There was never an incident here.")
    room.said_aloud()
    return int(bool(late))

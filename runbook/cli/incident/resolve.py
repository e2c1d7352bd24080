"""End it."""

from __future__ import annotations

from datetime import UTC, datetime

from runbook.cli._fitting import say
from runbook.cli.incident import _room


def resolve(
    which: _room.Which,
    environment: _room.EnvironmentName = "local",
    by: _room.By = "",
) -> int:
    """Record that it is over, print the last message, and ask for the post-mortem.

    A resolved incident stays so; what comes back is a new one.

    Examples:

      creditai incident resolve incident-1
    """
    room = _room.Room(environment, by)
    known = room.incident(which)
    known.message(datetime.now(UTC))
    found = room.happened(which, "resolve")
    text = found.message(found.resolved or found.opened).text
    say(text, "  ")
    room.told(found, "resolved", text)
    if found.published:
        room.published()
    say(f"\nNext: creditai incident postmortem {found.id}")
    room.said_aloud()
    return 0

"""Draft the post-mortem from the journal."""

from __future__ import annotations

from runbook.cli._fitting import say
from runbook.cli.incident import _room
from runbook.incident.postmortem import draft


def postmortem(
    which: _room.Which,
    environment: _room.EnvironmentName = "local",
    by: _room.By = "",
) -> int:
    """Print a draft in Markdown: the timeline is filled in, what only people know is asked.

    It may be drafted again; nothing is written.

    Examples:

      creditai incident postmortem incident-1 > incident-1.md
    """
    room = _room.Room(environment, by)
    say(draft(room.incident(which)).removesuffix("\n"), "  ")
    room.said_aloud()
    return 0

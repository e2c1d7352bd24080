"""Tell people how it stands; the next message is due in 15 minutes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from runbook.cli._fitting import say
from runbook.cli.incident import _room


def message(
    which: _room.Which,
    status: Annotated[str, typer.Option(help="investigating, identified or fixing.")] = "investigating",
    eta: Annotated[str, typer.Option(help="When it is expected to be over, in words.")] = "",
    environment: _room.EnvironmentName = "local",
    by: _room.By = "",
) -> int:
    """Print the incident's message, as the runbook has it, and note that it was told.

    What nobody has said yet (severity, impact, commander) is asked for first: no field goes out open.

    Examples:

      creditai incident message incident-1 --status identified --eta "17:00 UTC"
    """
    room = _room.Room(environment, by)
    known = room.incident(which)
    known.message(datetime.now(UTC))  # nothing is kept when a field is open
    found = room.happened(which, "message", {"status": status, "eta": eta})
    text = found.message(found.last_told or found.opened).text
    say(text, "  ")
    room.told(found, "message", text)
    if found.published:
        room.published()
    room.said_aloud()
    return 0

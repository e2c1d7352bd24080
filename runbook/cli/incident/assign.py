"""Say who leads it."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.incident import _room


def assign(
    which: _room.Which,
    to: Annotated[str, typer.Option(help="The incident commander's name.", show_default=False)],
    environment: _room.EnvironmentName = "local",
    by: _room.By = "",
) -> int:
    """Record the incident commander.

    One person leads; another takes over by being assigned.

    Examples:

      creditai incident assign incident-1 --to dana
    """
    room = _room.Room(environment, by)
    found = room.happened(which, "assign", {"to": to})
    print(f"{found.id}: @{found.commander} leads")
    room.said_aloud()
    return 0

"""Say how bad it is, and for whom."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli._fitting import say
from runbook.cli.incident import _room


def assess(
    which: _room.Which,
    severity: Annotated[str, typer.Option(help="critical, high, medium or low.", show_default=False)],
    impact: Annotated[str, typer.Option(help="What people cannot do, in a few words.", show_default=False)],
    customers: Annotated[
        bool, typer.Option("--customers/--nobody", help="Whether customers notice it.")
    ] = True,
    environment: _room.EnvironmentName = "local",
    by: _room.By = "",
) -> int:
    """Record severity and impact; say it again when more is known.

    Severity and impact decide about a rollback: `creditai release decide` reads the same words.

    Examples:

      creditai incident assess incident-1 --severity high --impact "One in ten uploads is refused"
    """
    room = _room.Room(environment, by)
    told = {"severity": severity, "impact": impact, "customers": "yes" if customers else "no"}
    found = room.happened(which, "assess", told)
    say(f"{found.id}: {found.severity}, {found.impact}")
    room.said_aloud()
    return 0

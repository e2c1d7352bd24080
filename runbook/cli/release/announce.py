"""Tell the team that a release is planned."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import EnvironmentName, Operator


def announce(
    at: Annotated[str, typer.Option("--at", help="When, in UTC: 2026-12-01T14:00.", show_default=False)],
    lead: Annotated[str, typer.Option("--lead", help="Who leads it.", show_default=False)],
    impact: Annotated[str, typer.Option("--impact", help="none, minimal or brief downtime.")] = "none",
    environment: EnvironmentName = "local",
    operator: Operator = "",
) -> int:
    """Print the announcement and tell it to who is told of releases.

    What changes comes from the commits since the last release of this machine's journal, how long it takes from the
    median of its releases; no field goes out open. Exit code 1 when somebody could not be told.

    Examples:

      creditai release announce --at 2026-12-01T14:00 --lead dana --impact none
    """
    from runbook.announcing import announced
    from runbook.cli._fitting import aside, say
    from runbook.operating import desk

    text, untold = announced(desk(environment, operator or None), at, lead, impact)
    say(text, "  ")
    for sentence in untold:
        aside(f"NOT TOLD {sentence}")
    return int(bool(untold))

"""Take back what was ordered: all of it, or the switches that are named."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.emergency._showing import shown
from runbook.cli.release._options import AsJson, EnvironmentName, Operator


def restore(
    features: Annotated[
        list[str] | None,
        typer.Argument(help="Names of switches; all that is ordered by default.", show_default=False),
    ] = None,
    environment: EnvironmentName = "local",
    operator: Operator = "",
    json: AsJson = False,
) -> None:
    """Take back what was ordered: all of it, or the switches that are named.

    Switches go back to their default, the edge answers the application again.

    Examples:

      creditai emergency restore
      creditai emergency restore pdf-processing
    """
    from runbook.emergencies import restore as taken_back
    from runbook.operating import desk

    shown(taken_back(desk(environment, operator or None), tuple(features or ())), json)

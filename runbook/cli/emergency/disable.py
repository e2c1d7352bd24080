"""Switch features off for a while, everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.emergency._showing import Lasting, Why
from runbook.cli.release._options import AsJson, EnvironmentName, Operator


def disable(
    features: Annotated[
        list[str], typer.Argument(help="Names of switches, as `creditai flags list` tells them.")
    ],
    lasting: Lasting = "2h",
    why: Why = "",
    environment: EnvironmentName = "local",
    operator: Operator = "",
    json: AsJson = False,
) -> None:
    """Switch features off for a while, everywhere.

    Their requests are answered 503 with a sentence for people, their jobs wait. It ends by itself. The verb says who has
    heard it, and ends with 3 when somebody has not.

    Examples:

      creditai emergency disable pdf-processing dispute-generation --why "costs run away"
      creditai emergency disable payments --for 20m --why "Stripe doubles events"
    """
    from runbook.cli.emergency._showing import shown
    from runbook.emergencies import switch
    from runbook.operating import desk

    shown(switch(desk(environment, operator or None), tuple(features), on=False, span=lasting, why=why), json)

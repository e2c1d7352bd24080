"""Let the edge answer a page instead of the application."""

from __future__ import annotations

from runbook.cli._fitting import say
from runbook.cli.emergency._showing import Lasting, Why
from runbook.cli.release._options import EnvironmentName, Operator


def maintenance(
    lasting: Lasting = "15m",
    why: Why = "",
    environment: EnvironmentName = "local",
    operator: Operator = "",
) -> None:
    """Let the edge answer a page instead of the application.

    People get 503 with a page that says until when; health goes through. Nothing is reloaded, and it ends by itself with
    the minute. Four hours at the longest.

    Examples:

      creditai emergency maintenance --for 20m --why "We move to a larger machine"
    """
    from runbook.emergencies import maintain
    from runbook.operating import desk

    until = maintain(desk(environment, operator or None), lasting, why)
    say(
        f"The edge answers the page until {until:%Y-%m-%d %H:%M %Z}; `creditai emergency restore` ends it before."
    )

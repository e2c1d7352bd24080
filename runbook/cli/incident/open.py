"""Open an incident: from now on people are told every 15 minutes."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli._fitting import say
from runbook.cli.incident import _room


def open(
    issue: Annotated[str, typer.Argument(help="What is wrong, in a few words.", show_default=False)],
    environment: _room.EnvironmentName = "local",
    by: _room.By = "",
) -> int:
    """Open an incident and say what comes next.

    It stands in the journal of this environment's machine. Slack, PagerDuty and the mail addresses of the environment
    file's [notify] are told, each once, and who is on call is mailed; who could not be told is named on stderr.

    Examples:

      creditai incident open "Uploads fail"
      creditai incident open "Sign-in is slow" -e production
    """
    room = _room.Room(environment, by)
    made = room.opened(issue)
    room.told(made, "alert", f"Incident {made.id} is open: {made.issue}. Nobody leads it yet.")
    say(f"{made.id} is open. Next:")
    say(f"  creditai incident assess {made.id} --severity ... --impact ...")
    say(
        f"  creditai incident assign {made.id} --to NAME      (creditai oncall show says who is on call)",
        "    ",
    )
    room.said_aloud()
    return 0

"""Take people back to the release that served before."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, NoReturn, Operator, Wait, Yes


def rollback(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
    no_return: NoReturn = "",
    take_over: Annotated[
        bool,
        typer.Option(
            "--take-over", help="End and undo another's backup or rehearsal, which would be waited for."
        ),
    ] = False,
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Take people back to the release that served before.

    The same engine backwards: the other colour takes work again, the edge points to it, the ill one lets go. The schema
    stays as it is: the old release lives on it, by the certificate of the plan that changed it.

    Another operator's backup, rehearsal or proof touches nothing that serves. --take-over ends it where it stands, removes
    what it had made, and goes back; a run that serves people is never ended.

    Examples:

      creditai release rollback
      creditai release rollback --yes --json
      creditai release rollback --yes --take-over
    """
    from runbook.cli.release._showing import asked_and_carried
    from runbook.operating import desk

    at = desk(environment, operator or None)
    return asked_and_carried(
        at,
        "rollback",
        lambda goal: f"Roll back to {goal.release[:12]} on {goal.colour}?",
        yes,
        wait,
        json,
        no_return,
        take_over,
    )

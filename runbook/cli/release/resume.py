"""Go on with a run that was interrupted, or undo it."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, Operator, Wait


def resume(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    back: Annotated[bool, typer.Option("--back", help="Undo what was begun, latest first.")] = False,
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Go on with a run that was interrupted, or undo it.

    The world is asked first: what holds is passed by, what was begun and does not is done again. A run that had
    begun to turn back goes on turning back.

    Examples:

      creditai release resume
      creditai release resume --back --environment production
    """
    from runbook.cli.release._showing import carried, listener
    from runbook.operating import desk

    at = desk(environment, operator or None)
    plan = at.left().plan
    hear = listener(plan, json)
    return carried(at, plan, hear, lambda: at.resume(hear, wait, back=back))

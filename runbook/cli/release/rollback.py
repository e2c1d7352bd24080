"""Take people back to the release that served before."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName, NoReturn, Operator, Wait, Yes


def rollback(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
    no_return: NoReturn = "",
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Take people back to the release that served before.

    The same engine backwards: the other colour takes work again, the edge points to it, the ill one lets go. The schema
    stays as it is: the old release lives on it, by the certificate of the plan that changed it.

    Examples:

      creditai release rollback
      creditai release rollback --yes --json
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
    )

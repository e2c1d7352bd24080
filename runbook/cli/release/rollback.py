"""Take people back to the release that served before."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName, Operator, Wait, Yes


def rollback(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
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
    from runbook.cli.release._showing import carried, confirmed, listener
    from runbook.operating import desk

    at = desk(environment, operator or None)
    plan = at.plan("rollback")
    confirmed(f"Roll back to {plan.goal.release[:12]} on {plan.goal.colour}?", yes)
    hear = listener(plan, json)
    return carried(at, plan, hear, lambda: at.do(plan, hear, wait))

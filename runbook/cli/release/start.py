"""Start what was released here, as it stood."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName, Operator, Wait, Yes


def start(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Start what was released here, as it stood.

    After `creditai release stop`, or after the machine was started anew: the parts of this machine, the edge and both
    colours; the one that served serves. What runs is left running.

    Examples:

      creditai release start
      creditai release start --yes --json
    """
    from runbook.cli.release._showing import carried, confirmed, listener
    from runbook.operating import desk

    at = desk(environment, operator or None)
    plan = at.plan("start")
    confirmed(f"Start {plan.goal.release[:12]} on {plan.goal.colour}?", yes)
    hear = listener(plan, json)
    return carried(at, plan, hear, lambda: at.do(plan, hear, wait))

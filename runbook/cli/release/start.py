"""Start what was released here, as it stood."""

from __future__ import annotations

from runbook.cli._fitting import aside
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
    colours; the one that served serves. What runs is left running, but for what has outlived its supervisor: it is ended
    politely and started anew, and people are answered 502 until it serves again.

    Examples:

      creditai release start
      creditai release start --yes --json
    """
    from runbook.cli.release._showing import asked_and_carried, interruption
    from runbook.operating import desk

    at = desk(environment, operator or None)
    if said := interruption(at.facts()):
        aside(said)
    return asked_and_carried(
        at, "start", lambda goal: f"Start {goal.release[:12]} on {goal.colour}?", yes, wait, json
    )

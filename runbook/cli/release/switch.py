"""Send people to the other colour, which stands warm."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName, NoReturn, Operator, Wait, Yes


def switch(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
    no_return: NoReturn = "",
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Send people to the other colour, which stands warm.

    Its release is already there, so no step of a deploy is needed but starting its workers, the switch, and the drain of
    the colour that served. Again and again is fine: it goes to and fro.

    Examples:

      creditai release switch
      creditai release switch --yes --json
    """
    from runbook.cli.release._showing import asked_and_carried
    from runbook.operating import desk

    at = desk(environment, operator or None)
    return asked_and_carried(
        at,
        "switch",
        lambda goal: f"Switch to {goal.release[:12]} on {goal.colour}?",
        yes,
        wait,
        json,
        no_return,
    )

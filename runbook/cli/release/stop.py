"""Stop everything that was released here; nothing is lost."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName, Operator, Wait, Yes


def stop(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Stop everything that was released here; nothing is lost.

    People are not served any more: requests under way are answered, jobs finished or handed back, then the parts of this
    machine end. `creditai release start` goes on.

    Examples:

      creditai release stop
      creditai release stop --yes --json
    """
    from runbook.cli.release._showing import asked_and_carried
    from runbook.operating import desk

    at = desk(environment, operator or None)
    return asked_and_carried(
        at, "stop", lambda _: "Stop it all? Nobody is served afterwards.", yes, wait, json
    )

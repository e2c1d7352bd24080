"""Show what is ordered, who has heard it, and how many requests were over a limit."""

from __future__ import annotations

from runbook.cli.emergency._showing import shown
from runbook.cli.release._options import AsJson, EnvironmentName


def status(
    environment: EnvironmentName = "local",
    json: AsJson = False,
) -> None:
    """Show what is ordered, who has heard it, and how many requests were over a limit.

    It works with the application down.

    Examples:

      creditai emergency status
      creditai emergency status --json
    """
    from runbook.emergencies import standing
    from runbook.journal import evidence
    from runbook.operating import desk

    at = desk(environment)
    found = standing(at)
    if found.limited is not None:
        evidence(at.journal, ["R123"], "emergency status", f"{found.limited:g} requests were over a limit")
    shown(found, json)

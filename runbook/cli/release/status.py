"""Show what serves, what stands by, and who is at work."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName


def status(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Show what serves, what stands by, and who is at work.

    Everything is observed now; what could not be observed is unknown, with the reason.

    Examples:

      creditai release status
      creditai release status --json
    """
    from runbook.cli._fitting import say
    from runbook.cli.release._status import as_text, document
    from runbook.journal import evidence
    from runbook.operating import desk

    at = desk(environment)
    told = document(at)
    evidence(at.journal, ("R056", "R080", "R134", "R156"), "status", as_text(told).splitlines()[0], every=600)
    if json:
        from json import dumps

        print(dumps(told, indent=1))
    else:
        say(as_text(told))

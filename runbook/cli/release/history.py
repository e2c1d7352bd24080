"""List the runs of the journal, the newest last."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName


def history(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """List the runs of the journal, the newest last.

    Examples:

      creditai release history
      creditai release history --json
    """
    from runbook.cli._fitting import say
    from runbook.cli.release._history import runs
    from runbook.journal import evidence
    from runbook.operating import desk

    journal = desk(environment).journal
    told = runs(journal)
    evidence(journal, ("R107",), "history", f"{len(told)} runs are told", every=600)
    if json:
        from json import dumps

        print(dumps(told, indent=1))
        return
    for run in told:
        took = "" if run["seconds"] is None else f" in {run['seconds']:g} s"
        say(
            f"{run['run']}  {run['kind']:<8} {run['release'][:12]} to {run['colour']:<5} by {run['operator']}: {run['outcome']}{took}"
        )

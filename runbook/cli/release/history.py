"""List the runs of the journal, the newest last."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName


def history(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """List the runs of the journal, the newest last.

    Examples:

      creditai release history
      creditai release history --json
    """
    from runbook.cli.release._history import runs
    from runbook.operating import desk

    told = runs(desk(environment).journal)
    if json:
        from json import dumps

        print(dumps(told, indent=1))
        return
    for run in told:
        took = "" if run["seconds"] is None else f" in {run['seconds']:g} s"
        print(
            f"{run['run']}  {run['kind']:<8} {run['release'][:12]} to {run['colour']:<5} by {run['operator']}: {run['outcome']}{took}"
        )

"""Report one run: its steps, times, measurements and ending."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName


def report(
    run: Annotated[
        str, typer.Argument(help="A run of `creditai release history`; the last one by default.")
    ] = "",
    environment: EnvironmentName = "local",
    json: AsJson = False,
) -> None:
    """Report one run: its steps, times, measurements and ending.

    Every figure comes from the journal: nothing is typed in.

    Examples:

      creditai release report
      creditai release report 20261126T120000-3fa2b1 --json
    """
    from runbook.cli._fitting import say
    from runbook.cli.release._history import report as told
    from runbook.operating import desk

    found = told(desk(environment).journal, run or None)
    if json:
        from json import dumps

        print(dumps(found, indent=1))
        return
    took = "" if found["seconds"] is None else f", {found['seconds']:g} s"
    say(
        f"{found['kind']} of {found['release'][:12]} to {found['colour']}: {found['outcome']}{took}, by {found['operator']}"
    )
    for step in found["steps"]:
        say(f"  {step['step']:<9} {step['seconds']:g} s")
    for name, measured in found["measured"].items():
        times = "" if measured["p50"] is None else f"; p50 {measured['p50']} s, p95 {measured['p95']} s"
        say(f"  {name}: {measured['said']}{times}")
    for failed in found["failed"]:
        say(f"  failed: {failed['step']}: {failed['reason']}")
    if found["turned"]:
        say(f"  turned back because of {found['turned']}")

"""What is still to be done after releases, by which day."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, Operator


def follow_ups(
    done: Annotated[str, typer.Option("--done", help="Note the oldest of this name as done.")] = "",
    environment: EnvironmentName = "local",
    operator: Operator = "",
    json: AsJson = False,
) -> int:
    """List what is open, or note one as done. Exit code 1 when something is overdue.

    Each release leaves its own: watch it for a day, tell people when they noticed, look back within a week.

    Examples:

      creditai release follow-ups
      creditai release follow-ups --done "Retrospective"
    """
    from datetime import UTC, datetime

    from runbook.cli._fitting import say
    from runbook.operating import desk
    from runbook.reporting import done as noted
    from runbook.reporting import still_open

    at = desk(environment, operator or None)
    if done:
        print(f"Done: {noted(at.journal, done, at.operator).what}")
    today = datetime.now(UTC).date()
    found = still_open(at.journal.entries(kind="follow-up"))
    if json:
        from json import dumps

        print(
            dumps(
                [
                    {"run": f.run, "what": f.what, "due": f.due.isoformat(), "overdue": f.overdue(today)}
                    for f in found
                ]
            )
        )
    else:
        for each in found:
            say(f"{'OVERDUE' if each.overdue(today) else 'open':<8} {each.what} by {each.due} ({each.run})")
        if not found:
            print("Nothing is open.")
    return int(any(each.overdue(today) for each in found))

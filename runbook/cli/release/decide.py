"""Say what the decision matrix asks for: roll back now, within 15 minutes, the operator's choice, or mend forward."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName


def decide(
    severity: Annotated[str, typer.Option(help="critical, high, medium or low.", show_default=False)],
    impact: Annotated[
        str,
        typer.Option(
            help="system down, major features broken, minor features affected or cosmetic.",
            show_default=False,
        ),
    ],
    suspected: Annotated[bool, typer.Option("--suspected/--certain", help="How sure that is.")] = False,
    contracted: Annotated[
        bool, typer.Option("--contracted", help="The schema has passed the point of no return.")
    ] = False,
    environment: EnvironmentName = "local",
    json: AsJson = False,
) -> None:
    """Say what the decision matrix asks for, and why.

    How long ago people were switched over is taken from the journal. What is decided stands there too; nothing is done:
    `creditai release rollback` does it.

    Examples:

      creditai release decide --severity critical --impact "system down"
      creditai release decide --severity high --impact "major features broken" --suspected
    """
    from datetime import UTC, datetime
    from json import dumps

    from runbook.errors import WrongUsage
    from runbook.journal import evidence
    from runbook.judge.matrix import IMPACTS, SEVERITIES
    from runbook.judge.matrix import decide as decided
    from runbook.operating import desk
    from runbook.records import plain

    told = {"severity": (severity, SEVERITIES), "impact": (impact, IMPACTS)}
    for name, (value, known) in told.items():
        if value.lower() not in known:
            raise WrongUsage(f"{name} is {value[:40]!r}; it is one of: {', '.join(known)}.")
    at = desk(environment)
    switched = [
        e
        for e in at.journal.entries(kind="held")
        if e.body["step"] == "switch" and e.body["seconds"] is not None
    ]
    age = (datetime.now(UTC) - datetime.fromisoformat(switched[-1].at)).total_seconds() if switched else 0.0
    grave = (
        next(s for s in SEVERITIES if s == severity.lower()),
        next(i for i in IMPACTS if i == impact.lower()),
    )
    found = decided(*grave, "suspected" if suspected else "certain", "closed" if contracted else "open", age)
    row = 176 + min(SEVERITIES.index(grave[0]), IMPACTS.index(grave[1]))
    evidence(at.journal, (f"R{row}",), "decide", f"{severity}, {impact}: {found.what}, for {found.why}")
    within = f" (within {found.within / 60:g} minutes)" if found.within else ""
    print(dumps({**plain(found), "age": round(age)}) if json else f"{found.what}{within}: {found.why}.")

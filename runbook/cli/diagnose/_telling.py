"""What the verbs of diagnosis have in common."""

from __future__ import annotations

from typing import Annotated

import typer

Seconds = Annotated[float, typer.Option("--seconds", help="For how long it is looked.")]
Collected = Annotated[bool, typer.Option("--collected", help="Show what was collected too, redacted.")]


def told(name: str, environment: str, seconds: float, collected: bool, as_json: bool) -> int:
    """Diagnose and show; 1 when something was found."""
    from json import dumps

    from runbook.cli._fitting import say
    from runbook.cli._waiting import waiting
    from runbook.diagnosing import diagnosed
    from runbook.diagnosis import every_diagnosis
    from runbook.operating import desk
    from runbook.records import plain

    (diagnosis,) = (each for each in every_diagnosis() if each.name == name)
    long = seconds if diagnosis.rounds > 1 else 0.0
    with waiting(f"Looking {'once' if diagnosis.rounds == 1 else f'{diagnosis.rounds} times'}", long) as wait:
        found = diagnosed(desk(environment), diagnosis, seconds, wait.far)
    if as_json:
        print(dumps(plain(found), indent=1))
        return int(bool(found.findings))
    for finding in found.findings:
        say(f"{finding.seen}\n  It means: {finding.means}.\n  Next: {finding.next}\n", "    ")
    if not found.findings:
        say(f"{diagnosis.about} Nothing of the kind is seen.")
    for question, answer in found.collected.items() if collected else ():
        say(f"--- {question}\n{answer.rstrip()}", "    ")
    return int(bool(found.findings))

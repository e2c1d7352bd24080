"""Show R001 to R180: the code, the test, and the last run here."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName


def coverage(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Show R001 to R180: the code, the test, and the last run here.

    Evidence is a run on this machine, out of the journal or the tests' record. A line without code, test and evidence
    is missing; one that names Kubernetes or Docker is not on this target.

    Examples:

      creditai runbook coverage
      creditai runbook coverage --json
    """
    from json import dumps

    from runbook.coverage import items
    from runbook.operating import desk
    from runbook.records import plain

    found = items(desk(environment).journal.entries())
    if json:
        print(dumps({"items": [plain(item) for item in found]}, indent=1))
        return
    for item in found:
        state = (
            "whole"
            if item.whole
            else "no evidence yet"
            if item.code
            else item.target
            if item.target != "host"
            else "missing"
        )
        print(f"{item.number}  {state:<16} {item.code or ''}  {item.evidence or ''}".rstrip())
    whole = sum(item.whole for item in found)
    print(
        f"{whole} of {len(found)} with code, test and evidence; {sum(i.code is not None for i in found)} with code and test"
    )

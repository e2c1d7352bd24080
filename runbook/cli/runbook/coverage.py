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

    from runbook.cli._fitting import say
    from runbook.cli.runbook import _control
    from runbook.operating import desk
    from runbook.records import plain

    found = _control.items(desk(environment))
    if json:
        print(dumps({"items": [plain(item) for item in found]}, indent=1))
        return
    for item in found:
        evidence = " ".join((item.evidence or "").split())
        say(f"{item.number}  {item.state:<16} {item.code or ''}  {evidence}".rstrip(), " " * 6)
    whole = sum(item.whole for item in found)
    coded, there = sum(item.code is not None for item in found), sum(item.target == "host" for item in found)
    print(
        f"{whole} of {len(found)} with code, test and evidence; {coded} with code and test; {len(found) - there} not on this target"
    )
    missing = [item.number for item in found if not item.whole and item.target == "host"]
    say(f"without: {', '.join(missing) or 'none'}")

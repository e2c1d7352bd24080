"""Back up what serves, and prove the backup by restoring it elsewhere."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName, Operator, Wait


def backup(
    environment: EnvironmentName = "local",
    operator: Operator = "",
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Back up what serves, and prove the backup by restoring it elsewhere.

    A dump with a manifest of the same moment: rows and contents of each table, owners, policies, rights, definitions;
    objects by digest, keys by id. It is restored on a server of our own, compared, and the release that serves opens one
    paper for each key. One that differs in anything is not accepted, and removed: exit code 1.

    Examples:

      creditai release backup
      creditai release backup --environment production --json
    """
    from json import dumps

    from runbook.cli.release._showing import preparing
    from runbook.operating import desk
    from runbook.records import plain

    at = desk(environment, operator or None)
    plan = at.plan("backup")
    with preparing("Backing up") as hear:
        at.do(plan, hear, wait)
    found = at.progress(plan.goal.run).found
    told = {
        "run": plan.goal.run,
        "digest": found["backup"].digest,
        **found["backup"].told,
        **found["proof"].told,
    }
    print(
        dumps(plain(told), indent=1)
        if json
        else f"{told['digest'][:32]}  {told['folder']}: {found['proof'].said}"
    )
    return 0

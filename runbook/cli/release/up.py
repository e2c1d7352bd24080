"""Bring the sources at hand into service here, whatever stood before; `make run` does this."""

from __future__ import annotations

import sys
from pathlib import Path

from runbook.cli.release._options import EnvironmentName, Operator, Wait


def up(environment: EnvironmentName = "local", operator: Operator = "", wait: Wait = 0.0) -> int:
    """Bring the sources at hand into service here, whatever stood before; `make run` does this.

    Goes on with a run that was interrupted, starts what was stopped, builds, and deploys the build unless it serves
    already by this very environment file. Nobody is asked. The last line is the address.

    Examples:

      creditai release up
      creditai release up --environment local
    """
    from runbook.cli.release._building import shown
    from runbook.cli.release._showing import carried, headed, listener, preparing
    from runbook.facts import Known
    from runbook.operating import Desk, desk
    from runbook.plan import Plan
    from runbook.run import unfinished

    at = desk(environment, operator or None)

    def done(plan: Plan, desk: Desk = at) -> int:
        headed(plan)
        return carried(desk, plan, hear := listener(plan, False), lambda: desk.do(plan, hear, wait))

    if (left := unfinished(at.journal)) is not None:
        headed(left.plan, "interrupted, and gone on with")
        hear = listener(left.plan, False)
        if (code := carried(at, left.plan, hear, lambda: at.resume(hear, wait))) != 0:
            return code
    before = at.facts()
    live = before.live.value if isinstance(before.live, Known) else None
    if live is not None and not before.ground.is_(True) and (code := done(at.plan("start"))) != 0:
        return code
    made = shown(at, Path())
    if at.already(str(made.folder)) is not None:
        print(f"{live} serves {made.digest[:12]} already", file=sys.stderr)
    else:
        with preparing("Planning") as hear:
            plan = at.plan("deploy", str(made.folder), hear)
        if (code := done(plan)) != 0:
            return code
    print(at.environment.address)
    return 0

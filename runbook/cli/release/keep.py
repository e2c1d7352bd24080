"""Keep a release that would be rolled back by itself."""

from __future__ import annotations

from runbook.cli.release._options import EnvironmentName, Operator


def keep(environment: EnvironmentName = "local", operator: Operator = "") -> None:
    """Keep a release that would be rolled back by itself.

    Where the matrix says that a release is rolled back within 15 minutes unless overridden, this overrides: it is
    journaled under your name, and the run that waits goes on.

    Examples:

      creditai release keep
      creditai release keep --environment production --operator dana
    """
    from runbook.cli._fitting import say
    from runbook.operating import desk

    left = desk(environment, operator or None).keep()
    say(f"Kept: {left.plan.goal.kind} {left.plan.goal.run} of {left.plan.goal.release[:12]}.")

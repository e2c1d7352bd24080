"""Did the tests pass for this very commit?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def suites(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Did the tests pass for this very commit?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check suites
      creditai check suites --environment production --json
    """
    told("suites", environment, json)

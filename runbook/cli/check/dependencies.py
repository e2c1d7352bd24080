"""Is what is installed what is locked, and is any of it known to be weak?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def dependencies(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Is what is installed what is locked, and is any of it known to be weak?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check dependencies
      creditai check dependencies --environment production --json
    """
    told("dependencies", environment, json)

"""Is what would be released committed, pushed, tagged, on the right branch?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def source(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Is what would be released committed, pushed, tagged, on the right branch?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check source
      creditai check source --environment production --json
    """
    told("source", environment, json)

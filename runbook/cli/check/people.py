"""Is somebody on call, and are all contacts filled in?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def people(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Is somebody on call, and are all contacts filled in?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check people
      creditai check people --environment production --json
    """
    told("people", environment, json)

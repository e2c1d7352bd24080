"""Has the machine room, and does the edge answer?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def host(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Has the machine room, and does the edge answer?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check host
      creditai check host --environment production --json
    """
    told("host", environment, json)

"""Does the database answer, is its schema right, is there room?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def database(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Does the database answer, is its schema right, is there room?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check database
      creditai check database --environment production --json
    """
    told("database", environment, json)

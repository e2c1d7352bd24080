"""Are secrets and settings in order?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def configuration(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Are secrets and settings in order?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check configuration
      creditai check configuration --environment production --json
    """
    told("configuration", environment, json)

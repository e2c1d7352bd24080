"""Does a credential stand in the tree?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def code(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Does a credential stand in the tree?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check code
      creditai check code --environment production --json
    """
    told("code", environment, json)

"""Ask every section."""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def everything(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Ask every section.

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check everything
      creditai check everything --environment production --json
    """
    told(None, environment, json)

"""Are Stripe, the mail server, recognition, cache and store of papers well?"""

from __future__ import annotations

from runbook.cli.check._telling import told
from runbook.cli.release._options import AsJson, EnvironmentName


def services(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Are Stripe, the mail server, recognition, cache and store of papers well?

    yes, no, unknown (it could not be observed) or not asked (this environment has none). What is required and not so
    ends with 2, unless the environment file waives it by name and reason.

    Examples:

      creditai check services
      creditai check services --environment production --json
    """
    told("services", environment, json)

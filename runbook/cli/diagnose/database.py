"""Is the database there, and does somebody hold it up?"""

from __future__ import annotations

from runbook.cli.diagnose._telling import Collected, Seconds, told
from runbook.cli.release._options import AsJson, EnvironmentName


def database(
    environment: EnvironmentName = "local",
    seconds: Seconds = 0.0,
    collected: Collected = False,
    json: AsJson = False,
) -> int:
    """Is the database there, and does somebody hold it up?

    Asks the program of the release for connections, locks, open transactions and sizes; no value of a statement is shown.
    Says what is seen with its figures, what it means, and what to do next. Exit code 1 when something is found.

    Examples:

      creditai diagnose database
      creditai diagnose database --environment production --collected
    """
    return told("database", environment, seconds, collected, json)

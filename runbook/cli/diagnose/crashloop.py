"""Does a process start and end, again and again?"""

from __future__ import annotations

from runbook.cli.diagnose._telling import Collected, Seconds, told
from runbook.cli.release._options import AsJson, EnvironmentName


def crashloop(
    environment: EnvironmentName = "local",
    seconds: Seconds = 0.0,
    collected: Collected = False,
    json: AsJson = False,
) -> int:
    """Does a process start and end, again and again?

    Reads the supervisor's state and log, the end of each process's log, and asks the edge and both colours for health.
    Says what is seen with its figures, what it means, and what to do next. Exit code 1 when something is found.

    Examples:

      creditai diagnose crashloop
      creditai diagnose crashloop --environment production --collected
    """
    return told("crashloop", environment, seconds, collected, json)

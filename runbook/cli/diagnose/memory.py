"""Does something grow until the memory is full?"""

from __future__ import annotations

from runbook.cli.diagnose._telling import Collected, Seconds, told
from runbook.cli.release._options import AsJson, EnvironmentName


def memory(
    environment: EnvironmentName = "local",
    seconds: Seconds = 20.0,
    collected: Collected = False,
    json: AsJson = False,
) -> int:
    """Does something grow until the memory is full?

    Looks six times at the memory of each process and of the machine.
    Says what is seen with its figures, what it means, and what to do next. Exit code 1 when something is found.

    Examples:

      creditai diagnose memory
      creditai diagnose memory --environment production --collected
    """
    return told("memory", environment, seconds, collected, json)

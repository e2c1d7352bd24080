"""Which answers are slow, and what do they wait for?"""

from __future__ import annotations

from runbook.cli.diagnose._telling import Collected, Seconds, told
from runbook.cli.release._options import AsJson, EnvironmentName


def slow(
    environment: EnvironmentName = "local",
    seconds: Seconds = 10.0,
    collected: Collected = False,
    json: AsJson = False,
) -> int:
    """Which answers are slow, and what do they wait for?

    Looks twice at the histograms of each route, the pool, the slow statements and the processors' queue.
    Says what is seen with its figures, what it means, and what to do next. Exit code 1 when something is found.

    Examples:

      creditai diagnose slow
      creditai diagnose slow --environment production --collected
    """
    return told("slow", environment, seconds, collected, json)

"""Sample times, errors and throughput for a while."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of


def performance(
    environment: Aimed = "local",
    of: Of = "local",
    colour: Colour = "",
    rate: Annotated[float, typer.Option(help="Requests a second.")] = 2.0,
    duration: Annotated[float, typer.Option("--duration", help="For how many seconds.")] = 300.0,
    json: AsJson = False,
) -> None:
    """Sample times, errors and throughput for a while.

    Marked requests of our own, few and open loop: each is sent when it is due, and its time counts from then. The 95th
    percentile must stay under the warning threshold and errors within the objective.

    Examples:

      creditai verify performance
      creditai verify performance --environment production --duration 60
    """
    from json import dumps

    from runbook.cli._waiting import waiting
    from runbook.errors import CheckFailed
    from runbook.journal import evidence
    from runbook.records import plain
    from runbook.verifying import aimed, figures, loaded, quick

    at, aim = aimed(environment, of, colour)
    with waiting(f"Sending {rate:g} requests a second to {aim.name}", duration):
        found = loaded(at, aim, "performance", rate, duration)
    said = figures(found, rate, duration)
    evidence(at.journal, ("R090",), f"verify performance of {aim.name}", f"{found.verdict}: {said}")
    print(dumps({"aim": aim.name, "rate": rate, "seconds": duration, **plain(found)}) if json else said)
    if not quick(found):
        raise CheckFailed(f"{aim.name} is not as quick and sure as it should be: {said}.")

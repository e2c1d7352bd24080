"""Load the idle colour, or a declared test host; never people."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of


def load(
    environment: Aimed = "idle",
    of: Of = "local",
    colour: Colour = "",
    rate: Annotated[float, typer.Option(help="Requests a second.")] = 50.0,
    seconds: Annotated[float, typer.Option("--seconds", help="For how many seconds.")] = 10.0,
    json: AsJson = False,
) -> None:
    """Load the idle colour, or a declared test host; never people.

    Open loop, bounded: at most 200 requests a second for 600 seconds. What serves people is refused as an aim, unless the
    environment file declares it a test host (test_host = true).

    Examples:

      creditai verify load
      creditai verify load --environment idle --rate 100 --seconds 30
    """
    from json import dumps

    from runbook.cli._waiting import waiting
    from runbook.errors import CheckFailed
    from runbook.journal import evidence
    from runbook.records import plain
    from runbook.verifying import aimed, figures, loaded, may_be_loaded, quick

    at, aim = aimed(environment, of, colour)
    may_be_loaded(at, aim)
    with waiting(f"Sending {rate:g} requests a second to {aim.name}", seconds):
        found = loaded(at, aim, "load", rate, seconds)
    said = figures(found, rate, seconds)
    evidence(at.journal, ("R089",), f"verify load of {aim.name}", f"{found.verdict}: {said}")
    print(dumps({"aim": aim.name, "rate": rate, "seconds": seconds, **plain(found)}) if json else said)
    if not quick(found):
        raise CheckFailed(f"{aim.name} is not as quick and sure as it should be: {said}.")

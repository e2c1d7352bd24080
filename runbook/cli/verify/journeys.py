"""Go a person's way as nobody: upload to letter, golden reports, rows, Stripe."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson
from runbook.cli.verify._options import Aimed, Colour, Of


def journeys(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="critical-paths, database, pdf, stripe; all by default.", show_default=False),
    ] = None,
    environment: Aimed = "local",
    of: Of = "local",
    colour: Colour = "",
    json: AsJson = False,
) -> None:
    """Go a person's way as nobody: upload to letter, golden reports, rows, Stripe.

    A person who is nobody is made by the operator's token and erased whatever happens: counted in no business metric,
    reached by no mail, never near money. A release goes the same ways on the idle colour before the switch.

    Examples:

      creditai verify journeys
      creditai verify journeys critical-paths --environment green
      creditai verify journeys pdf stripe --environment production --json
    """
    from json import dumps

    from runbook.cli._fitting import say
    from runbook.cli._waiting import waiting
    from runbook.errors import CheckFailed
    from runbook.records import plain
    from runbook.verifying import aimed, gone

    at, aim = aimed(environment, of, colour)
    with waiting(f"Going journeys at {aim.name}") as wait:
        found = gone(at, aim, tuple(names or ()), wait.far)
    if json:
        print(dumps({"aim": aim.name, "journeys": plain(found)}, indent=1))
    else:
        for name, measured in found.items():
            say(f"{measured.verdict:<6} {name:<15} {measured.said}")
    if bad := [name for name, measured in found.items() if measured.verdict != "well"]:
        raise CheckFailed(f"{', '.join(bad)} went astray at {aim.name}.")

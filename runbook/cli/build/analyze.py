"""What a built release weighs, part by part, against the budget."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName


def analyze(
    artefact: Annotated[
        Path | None,
        typer.Argument(help="A release folder; by default the one that was built last.", show_default=False),
    ] = None,
    environment: EnvironmentName = "local",
    json: AsJson = False,
) -> int:
    """Show what a built release weighs: files, rooms of the wheel, packages that it stands on.

    The budget stands in the environment file (budget_artefact, budget_installed, in MB). Exit code 2: it is over.

    Examples:

      creditai build analyze
      creditai build analyze ./artefacts/0.2.0 --environment production --json
    """
    from json import dumps

    from runbook.making import newest, told
    from runbook.operating import desk
    from runbook.records import plain
    from runbook.sizes import as_text, weight

    at = desk(environment)
    folder = artefact or newest(at)
    found = weight(folder, told(folder), at.target.packages(str(folder)), at.environment)
    at.journal.append(
        "weighed", "", folder=folder.name, over=found.over, artefact=found.artefact, installed=found.installed
    )
    print(dumps(plain(found), indent=1) if json else as_text(found))
    return 2 if found.over else 0

"""Show what a deploy would do, why, and how it is undone; touch nothing that serves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, Operator


def plan(
    artefact: Annotated[
        str,
        typer.Argument(
            help="The release folder, with an executable bin/creditai; by default the sources at hand are built.",
            show_default=False,
        ),
    ] = "",
    environment: EnvironmentName = "local",
    operator: Operator = "",
    json: AsJson = False,
) -> None:
    """Show what a deploy would do, why, and how it is undone; touch nothing that serves.

    Where the schema would change, a backup is taken and proved by restoring it, and the migration is rehearsed on it with
    the release that serves: their digests are part of the plan. The plan goes into the journal under its digest. It stays good as long as its premises do: which colour serves,
    what both are set up for, the environment file. Approvals sign the digest.

    Examples:

      creditai release plan
      creditai release plan ./artefacts/0.2.0
      creditai release plan ./artefacts/0.2.0 --environment production --json
    """
    from runbook.cli.release._building import built
    from runbook.cli.release._showing import aside, show_plan
    from runbook.operating import desk

    at = desk(environment, operator or None)
    show_plan(at.plan("deploy", artefact or built(at, Path()), aside), json, str(at.environment.state))

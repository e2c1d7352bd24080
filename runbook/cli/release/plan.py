"""Show what a deploy would do, why, and how it is undone; touch nothing that serves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, Operator


def plan(
    what: Annotated[
        str,
        typer.Argument(
            help="A release folder, with an executable bin/creditai, or a plan that was made, by the beginning of its digest; by default the sources at hand are built.",
            show_default=False,
        ),
    ] = "",
    environment: EnvironmentName = "local",
    operator: Operator = "",
    full: Annotated[
        bool, typer.Option("--full", help="Each command whole, as it would be typed, and how it is undone.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Show what a deploy would do, why, and how it is undone; touch nothing that serves.

    Where the schema would change, a backup is taken and proved by restoring it, and the migration is rehearsed on it with
    the release that serves: their digests are part of the plan. The plan goes into the journal under its digest. It stays
    good as long as its premises do: which colour serves, what both are set up for, the environment file. Approvals sign the
    digest: who is asked for one reads the plan by it.

    Examples:

      creditai release plan
      creditai release plan ./artefacts/0.2.0
      creditai release plan 3f2a91c07b1d --full
      creditai release plan ./artefacts/0.2.0 --environment production --json
    """
    from runbook.cli._fitting import say
    from runbook.cli.release._building import built
    from runbook.cli.release._showing import preparing, show_plan
    from runbook.operating import desk

    at = desk(environment, operator or None)
    what = what or built(at, Path())
    folder = Path(what).is_dir()
    with preparing("Planning") as hear:
        made = at.plan("deploy", what, hear) if folder else at.find(what)
    show_plan(made, json, str(at.environment.state), full)
    if folder and not json and (said := at.already(what)) is not None:
        say(said)

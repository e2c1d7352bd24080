"""Deploy a plan, or an artefact that is planned first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, NoReturn, Operator, Wait, Yes


def deploy(
    what: Annotated[
        str,
        typer.Argument(
            help="A plan, by the beginning of its digest, or a release folder; by default the sources at hand are built.",
            show_default=False,
        ),
    ] = "",
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
    no_return: NoReturn = "",
    wait: Wait = 0.0,
    again: Annotated[
        bool,
        typer.Option("--again", help="Also a release that serves already; it then stands on both colours."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only plan, as `creditai release plan` does.")
    ] = False,
    json: AsJson = False,
) -> int:
    """Deploy a plan, or an artefact that is planned first.

    Announce, install, expand the schema, start the idle colour, prove and load it, switch, drain the old colour to
    zero connections and jobs, watch, settle, tell. What does not hold or is judged ill is undone, latest first.

    A release that serves already by the same environment file is left as it is: exit code 0, and nothing was done.

    Examples:

      creditai release deploy --yes
      creditai release deploy ./artefacts/0.2.0 --yes
      creditai release deploy 3f2a91c07b1d --environment production --wait 60
      creditai release deploy ./artefacts/0.3.0 --yes --no-return 0502
    """
    from json import dumps

    from runbook.cli._fitting import say
    from runbook.cli.release._building import built
    from runbook.cli.release._showing import asked_and_done, preparing, show_plan
    from runbook.operating import desk

    at = desk(environment, operator or None)
    if not dry_run:
        at.free()
    what = what or built(at, Path())
    folder = Path(what).is_dir()
    if folder and not (again or dry_run) and (said := at.already(what)) is not None:
        print(dumps({"event": "already", "said": said})) if json else say(f"{said} Nothing was done.")
        return 0
    with preparing("Planning") as hear:
        plan = at.plan("deploy", what, hear) if folder else at.find(what)
    if dry_run or not json:
        show_plan(plan, json, str(at.environment.state))
    if dry_run:
        return 0
    return asked_and_done(
        at, plan, lambda goal: f"Deploy {goal.release[:12]} to {goal.colour}?", yes, wait, json, no_return
    )

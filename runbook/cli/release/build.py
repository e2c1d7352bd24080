"""Build a release from the sources at hand: a folder known by its digest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, Operator


def build(
    sources: Annotated[Path, typer.Argument(help="The checkout; by default the current folder.")] = Path(),
    environment: EnvironmentName = "local",
    operator: Operator = "",
    json: AsJson = False,
) -> None:
    """Build a release from the sources at hand: a folder known by its digest.

    In it: the wheel, everything else by version and hash, the statements that this release makes, a manifest. Two builds
    of one commit are one artefact. What is not committed refuses a build, unless the environment waives `clean-tree`;
    then it is taken along, and the manifest says so. Prints the folder.

    Examples:

      creditai release build
      creditai release build ~/creditai --environment production --json
    """
    from json import dumps

    from runbook.cli.release._building import shown
    from runbook.operating import desk

    made = shown(desk(environment, operator or None), sources)
    print(dumps(made.document, indent=1) if json else made.folder)

"""Whether a built release is whole: each file against its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName


def verify(
    artefact: Annotated[
        Path | None,
        typer.Argument(help="A release folder; by default the one that was built last.", show_default=False),
    ] = None,
    environment: EnvironmentName = "local",
    json: AsJson = False,
) -> int:
    """Compare each file of a built release with its manifest, and say its digest.

    Exit code 2: a file is missing, changed, or was not built.

    Examples:

      creditai build verify
      creditai build verify ./artefacts/0.2.0 --json
    """
    from json import dumps

    from runbook.artefact import faults, summary
    from runbook.making import newest, told
    from runbook.operating import desk

    at = desk(environment)
    folder = artefact or newest(at)
    manifest = told(folder)
    found = {"digest": at.target.digest(str(folder)), **summary(manifest), "faults": faults(folder, manifest)}
    if json:
        print(dumps(found, indent=1))
    else:
        print(
            "\n".join([f"{found['digest']}  {folder}", *(f"  {fault}" for fault in faults(folder, manifest))])
        )
    return 2 if found["faults"] else 0

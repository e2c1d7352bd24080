"""Start the whole service on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from creditai.cli import _terminal


def up(
    folder: Annotated[Path, typer.Option(help="Where all its data lies.")] = Path("creditai-data"),
    clock: Annotated[int, typer.Option(help="Days by which the clock is moved, for a rehearsal.")] = 0,
) -> int:
    """Start PostgreSQL, Valkey, the application and a worker, and return when they are ready.

    The last line is the address. A second time what runs is left running. Mails are kept in FOLDER/mail; the operator's
    token is in FOLDER/service.env.

    Examples:

      creditai up
      creditai up --folder /srv/creditai
      creditai up --clock 3
    """
    from creditai import local

    print(local.up(folder, say=_terminal.aside, clock=clock))
    return 0

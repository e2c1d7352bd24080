"""Stop the service of this machine; nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from creditai.cli import _terminal


def down(
    folder: Annotated[Path, typer.Option(help="Where all its data lies.")] = Path("creditai-data"),
) -> int:
    """Let the application and the worker finish, then stop Valkey and PostgreSQL. `creditai up` continues.

    Examples:

      creditai down
      creditai down --folder /srv/creditai
    """
    from creditai import local

    local.down(folder, say=_terminal.aside)
    return 0

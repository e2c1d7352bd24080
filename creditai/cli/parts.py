"""Start or stop PostgreSQL and Valkey of this machine, for releases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from creditai.cli import _terminal
from creditai.errors import WrongUsage

_WHAT = ("start", "stop")


def parts(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.", show_default=False)],
    folder: Annotated[Path, typer.Option(help="Where their data and the secrets lie.")] = Path(
        "creditai-parts"
    ),
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Start or stop PostgreSQL and Valkey of this machine, for a service that releases come to.

    start: what runs is left running; FOLDER/secrets then holds one file (0600) for each secret setting that can be made
    here, made once. It neither migrates nor serves. stop: nothing is lost.

    Examples:

      creditai parts start --folder /srv/creditai/parts
      creditai parts stop --folder /srv/creditai/parts
    """
    from creditai.parts import standing

    if what not in _WHAT:
        raise WrongUsage(f"{what!r} is not one of: {', '.join(_WHAT)}.")
    names: tuple[str, ...] = ()
    if what == "start":
        names = standing.start(folder)
    else:
        standing.stop(folder)
    told = {"parts": what, "secrets": [str(folder.resolve() / "secrets" / name) for name in names]}
    if json:
        _terminal.data(told)
    else:
        for path in told["secrets"]:
            _terminal.say(str(path))

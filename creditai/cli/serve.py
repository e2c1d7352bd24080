"""Serve the API over HTTP until told to leave."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from creditai.cli import _environment
from creditai.errors import WrongUsage


def serve(
    port: Annotated[
        int | None, typer.Option(help="A port of 127.0.0.1.", min=1, max=65535, show_default=False)
    ] = None,
    socket: Annotated[
        Path | None,
        typer.Option(help="A Unix socket instead of a port, as behind nginx.", show_default=False),
    ] = None,
    colour: Annotated[
        str | None, typer.Option(help="blue or green; by default as the settings say.", show_default=False)
    ] = None,
    release: Annotated[
        str | None, typer.Option(help="The id of the release that runs.", show_default=False)
    ] = None,
) -> int:
    """Answer HTTP by the settings of the environment (`creditai settings`), on a port or a Unix socket.

    SIGTERM drains: not ready, kept connections end with their next answer, what is under way is finished. The exit
    code is then 0.

    Examples:

      creditai serve --port 8000
      creditai serve --socket run/blue.sock --colour blue --release 2026-11-26
    """
    if (port is None) == (socket is None):
        raise WrongUsage("Give --port or --socket, one of them.")
    from creditai import serving

    return serving.serve(_environment.instance(colour, release), path=socket, port=port)

"""Take jobs from the queue until told to leave."""

from __future__ import annotations

from typing import Annotated

import typer

from creditai.cli import _environment


def work(
    colour: Annotated[
        str | None, typer.Option(help="blue or green; by default as the settings say.", show_default=False)
    ] = None,
    release: Annotated[
        str | None, typer.Option(help="The id of the release that runs.", show_default=False)
    ] = None,
    jobs: Annotated[int, typer.Option(help="Jobs at a time.", min=1, max=64)] = 2,
    metrics_port: Annotated[
        int | None,
        typer.Option(help="Answer /metrics on this port of 127.0.0.1.", min=1, max=65535, show_default=False),
    ] = None,
) -> int:
    """Take jobs by the settings of the environment (`creditai settings`). SIGTERM: no more are taken, those under way
    are finished or go back to the queue; the exit code is then 0.

    Examples:

      creditai work
      creditai work --colour blue --release 2026-11-26 --jobs 4 --metrics-port 9101
    """
    from creditai import serving

    return serving.work(_environment.instance(colour, release), jobs=jobs, port=metrics_port)

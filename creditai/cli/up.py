"""Start the whole service on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from creditai.cli import _terminal


def up(
    folder: Annotated[Path, typer.Option(help="Where all its data lies.")] = Path("creditai-data"),
    clock: Annotated[
        int | None,
        typer.Option(
            help="Days by which the clock is ahead, for a rehearsal; as it was by default, and never back.",
            show_default=False,
            min=0,
        ),
    ] = None,
    payments: Annotated[
        bool | None,
        typer.Option(
            "--payments/--no-payments",
            help="With a stand-in for Stripe, which charges no card; as it was by default, and at first with it. "
            "Without it nothing is sold, and letters are free.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Start PostgreSQL, Valkey, the application, a worker and a stand-in for Stripe, and return when they are ready.

    The last line is the address. A second time what runs is left running; with another --clock the application and the
    worker start anew together, and Stripe's stand-in moves on with them. Mails are kept in FOLDER/mail; the operator's
    token is in FOLDER/service.env.

    Examples:

      creditai up
      creditai up --folder /srv/creditai
      creditai up --clock 7
      creditai up --no-payments
    """
    from creditai import local

    print(local.up(folder, say=_terminal.aside, clock=clock, pay=payments))
    return 0

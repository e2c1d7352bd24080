"""Options that the verbs of verification share."""

from __future__ import annotations

from typing import Annotated

import typer

Aimed = Annotated[
    str,
    typer.Option(
        "--environment", "-e",
        help="An environment, whose edge is meant; or blue, green, idle: that colour, past the edge.",
    ),
]  # fmt: skip
Of = Annotated[str, typer.Option("--of", help="The environment whose colour is meant.")]
Colour = Annotated[
    str, typer.Option("--colour", help="blue, green or idle: that colour of the environment, past its edge.")
]

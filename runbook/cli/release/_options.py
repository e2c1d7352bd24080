"""Options that the verbs of a release share."""

from __future__ import annotations

from typing import Annotated

import typer

EnvironmentName = Annotated[
    str, typer.Option("--environment", "-e", help="A file of environments/ by name, or the path of one.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON: events as lines while it runs, else one document.")
]
Operator = Annotated[
    str, typer.Option("--operator", help="Who acts, for the journal; by default your account's name.")
]
Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Do not ask; where nobody can be asked, it is needed.")
]
NoReturn = Annotated[
    str,
    typer.Option(
        "--no-return",
        help="With --yes: the revision from which there is no return, as the plan names it; another refuses.",
        show_default=False,
    ),
]
Wait = Annotated[
    float, typer.Option("--wait", help="Seconds to queue for, while another operator is at work.")
]

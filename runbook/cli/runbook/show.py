"""Show the whole document, each line with its code, its test and its last run here."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import EnvironmentName


def show(
    plain: Annotated[bool, typer.Option("--plain", help="The text alone.")] = False,
    environment: EnvironmentName = "local",
) -> None:
    """Show the whole document, each line with its code, its test and its last run here.

    At the end stand the faults of its first edition and how each is mended, and who stands for it.

    Examples:

      creditai runbook show
      creditai runbook show --plain
    """
    from datetime import UTC, datetime

    from runbook.cli.runbook import _control
    from runbook.document import PLACE, shown
    from runbook.operating import desk

    text = PLACE.read_text("utf-8")
    if plain:
        print(text, end="")
        return
    at = desk(environment)
    today = datetime.now(UTC).date()
    print("\n".join(shown(text, _control.items(at), _control.of(at), today)))

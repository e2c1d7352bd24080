"""List the ways of printing a report that are known by name."""

from __future__ import annotations

from typing import Annotated

import typer

from creditai.cli import _terminal


def layouts(json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False) -> None:
    """List the ways of printing a credit report that CreditAI knows by name.

    A report in any other print is read by the layout `unseen`, which knows the field's words but no
    particular page; `source.layout` of the analysis says which one read a file.

    Examples:

      creditai layouts
      creditai layouts --json
    """
    from creditai.layouts import every_layout

    known = [{"id": name, "name": layout.NAME} for name, layout in every_layout().items()]
    if json:
        _terminal.data(known)
    else:
        _terminal.table(("layout", "prints"), [(item["id"], item["name"]) for item in known])

"""The outside parties' support: infrastructure, database, CDN."""

from __future__ import annotations

import json as _json
from pathlib import Path
from typing import Annotated

import typer

from runbook.cli._fitting import say
from runbook.cli.oncall.show import USUAL
from runbook.incident.contacts import load
from runbook.records import plain


def show(
    contacts: Annotated[Path, typer.Option(help="The file of contacts.")] = USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Say whom to call outside, and what they will ask for. Placeholders are refused.

    Examples:

      creditai contacts show
      creditai contacts show --contacts environments/contacts/example.toml --json
    """
    found = load(contacts.expanduser()).outside
    if json:
        print(_json.dumps(plain(dict(found)), indent=1))
        return 0
    for name, party in found.items():
        say(f"{name:<14} {party.name}  {party.phone}  contract {party.contract}")
    return 0

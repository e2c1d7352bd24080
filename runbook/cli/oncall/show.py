"""Who is first, second, and above them, on a day."""

from __future__ import annotations

import json as _json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from runbook.cli._fitting import say
from runbook.errors import WrongUsage
from runbook.incident.contacts import load
from runbook.records import plain

USUAL = Path("~/.config/creditai/contacts.toml")


def show(
    on: Annotated[
        str, typer.Option(help="The day, as 2026-02-03; today by default.", show_default=False)
    ] = "",
    contacts: Annotated[Path, typer.Option(help="The file of contacts.")] = USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Say whom to call now. A file with a placeholder left in it is refused, with the place named.

    Examples:

      creditai oncall show
      creditai oncall show --on 2026-12-24 --json
    """
    try:
        day = date.fromisoformat(on) if on else datetime.now(UTC).date()
    except ValueError as error:
        raise WrongUsage(f"--on {on[:20]!r} is no day; write it as 2026-02-03.") from error
    found = load(contacts.expanduser()).on(day)
    if json:
        print(_json.dumps(plain(found), indent=1))
        return 0
    for role in ("primary", "secondary", "escalation"):
        person = getattr(found, role)
        say(f"{role:<11} {person.name}  {person.phone}  {person.mail}")
    return 0

"""What is ordered, as a table or JSON, and the options that the verbs share."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli._fitting import say
from runbook.emergencies import Standing

Lasting = Annotated[
    str, typer.Option("--for", help="How long it stands, then it ends by itself: 90s, 30m, 2h.")
]
Why = Annotated[str, typer.Option("--why", help="Why, for the journal and for people.", show_default=False)]


def _left(seconds: float | None) -> str:
    """As people say it: seconds under two minutes, else minutes, from two hours on hours and minutes."""
    if seconds is None:
        return "no set time"
    minutes = round(seconds / 60)
    if seconds < 120:
        return f"{seconds:g} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


def shown(found: Standing, as_json: bool) -> None:
    """Switches that are ordered, who has heard, maintenance, requests over a limit."""
    if as_json:
        from json import dumps

        from runbook.records import plain

        print(dumps(plain(found), indent=1))
        return
    for name in found.ordered:
        told = found.switches[name]
        left = _left(told["seconds_left"])
        say(f"{name:<20} {'on' if told['on'] else 'off'}, {left} left: {told['why'] or 'no reason given'}")
    if not found.ordered and not found.unknown:
        say("No switch is ordered otherwise than by its default.")
    for name in found.heard:
        say(f"  heard by     {name}")
    for name in found.silent:
        say(f"  NOT heard by {name}")
    if not found.heard and not found.silent and not found.by_file:
        say("  no instance runs; one that starts hears it first")
    say(f"maintenance: {f'until the end of {found.maintenance[-1]}' if found.maintenance else 'none'}")
    limited = (
        "unknown, the colour that serves does not say"
        if found.limited is None
        else f"{found.limited:g} since it started"
    )
    say(f"requests over a limit (429): {limited}")
    for sentence in found.unknown:
        say(f"unknown: {sentence}")

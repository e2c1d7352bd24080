"""`creditai rehearse`: plays the runbook on this machine, with load on, and draws what happened."""

from __future__ import annotations

import json as json_
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from inspect import cleandoc
from pathlib import Path
from typing import Annotated, Any

import typer

from rehearsal.page import page
from rehearsal.playing import Played, keep
from rehearsal.programme import AT_ONCE, programme
from rehearsal.scenes import Scene, every_scene
from rehearsal.telling import Teller, teller
from runbook.environments import load
from runbook.errors import RunbookError, WrongUsage
from runbook.records import plain

Names = Annotated[
    list[str] | None, typer.Argument(help="Scenes by name; all, when none is named.", show_default=False)
]


def rehearse(
    scenes: Names = None,
    environment: Annotated[
        str, typer.Option("--environment", "-e", help="Whose state folder keeps the evidence and the page.")
    ] = "local",
    html: Annotated[
        str,
        typer.Option("--html", help="Where the page goes; by default rehearsal.html in that state folder."),
    ] = "",
    listing: Annotated[bool, typer.Option("--list", help="Only list the scenes.")] = False,
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, help="Scenes that are played beside each other.")
    ] = AT_ONCE,
    json: Annotated[
        bool, typer.Option("--json", help="Print what was measured as one JSON document.")
    ] = False,
) -> int:
    """Play the runbook on this machine, with load on: releases, refusals, trouble, rescue.

    Each scene gets a machine of its own (a folder, nginx, supervisor, journal, lease) that is gone afterwards; nothing
    that serves is touched. Two are played at once where there are two processors, a scene that measures speed alone.
    What was measured is held against what the scene expects: 0 when all is as expected, else 1.
    The page shows each scene's timeline; the evidence is what `creditai runbook coverage` reads.

    Examples:

      creditai rehearse
      creditai rehearse dead-operator two-operators --html out.html
      creditai rehearse --at-once 1
      creditai rehearse --list
    """
    chosen = _chosen(scenes or [])
    if listing:
        print("\n".join(f"{scene.name:<24} {scene.about}" for scene in chosen))
        return 0
    state = load(environment).state
    began, at = time.monotonic(), datetime.now(UTC)
    played = _played(chosen, at_once, teller(len(chosen), quiet=json), state)
    seconds = time.monotonic() - began
    place = Path(html) if html else state / "rehearsal.html"
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.write_text(page(played, seconds, at, at_once), "utf-8")
    well = all(each.well for each in played)
    if json:
        told = {
            "well": well,
            "seconds": round(seconds, 1),
            "at_once": at_once,
            "page": str(place),
            "scenes": [_told(p) for p in played],
        }
        print(json_.dumps(told, indent=1))
    else:
        print(
            f"{sum(p.well for p in played)} of {len(played)} scenes as expected, in {seconds:.0f} s; {sum(len(p.numbers) for p in played)} lines of evidence."
        )
        print(place)
    return 0 if well else 1


def _played(chosen: Sequence[Scene], at_once: int, tell: Teller, state: Path) -> list[Played]:
    """Each scene's evidence is kept as it ends: who stops the rehearsal keeps what it showed so far."""
    ended = {}
    for played in programme(chosen, at_once, tell):
        keep(played, state)
        ended[played.scene] = played
    return [ended[scene.name] for scene in chosen]


def _chosen(names: Sequence[str]) -> tuple[Scene, ...]:
    found = {scene.name: scene for scene in every_scene()}
    unknown = [name for name in names if name not in found]
    if unknown:
        raise WrongUsage(f"There is no scene {unknown[0]!r}; there is: {', '.join(found)}.")
    return tuple(scene for name, scene in found.items() if not names or name in names)


def _told(played: Played) -> dict[str, Any]:
    return {**plain(played), "well": played.well, "failures": list(played.failures)}


def app() -> typer.Typer:
    made = typer.Typer(
        name="creditai rehearse", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    paragraphs = cleandoc(rehearse.__doc__ or "").split("\n\n")
    help_ = "\n\n".join(f"\b\n{each}" if each.startswith(" ") else each for each in paragraphs)
    made.command("rehearse", help=help_)(rehearse)
    return made


def main() -> int:
    """Run one command line and give its exit code."""
    try:
        result: Any = app()(args=sys.argv[2:], prog_name="creditai rehearse", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except RunbookError as error:
        return _failed(error.message, error.exit_code)
    except typer.TyperException as error:
        return _failed(f"{error.format_message().rstrip('.')}. See `creditai rehearse --help`.", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _failed("Interrupted; what was started for the rehearsal was ended.", 130)


def _failed(message: str, code: int) -> int:
    print(f"creditai: {message}", file=sys.stderr)
    return code

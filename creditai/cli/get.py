"""Say how to obtain each bureau's own report, free."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from creditai.cli import _terminal
from creditai.errors import WrongUsage


def get(
    bureau: Annotated[str, typer.Argument(help="experian, equifax or transunion; without it, all.")] = "",
    json: Annotated[
        bool, typer.Option("--json", help="Print the ways as JSON, with source and date.")
    ] = False,
) -> None:
    """Say how to obtain each bureau's own credit report, free, as a file that is read well.

    Nothing is fetched: only you can ask for your report, on the bureaus' own pages.

    Examples:

      creditai get
      creditai get experian
      creditai get --json
    """
    from creditai.report import BUREAUS

    asked = bureau.lower()
    if asked and asked not in BUREAUS:
        raise WrongUsage(f"{bureau!r} is no bureau that is known here; the bureaus are {', '.join(BUREAUS)}.")
    found = [way for way in ways() if not asked or asked in way["bureaus"]]
    if json:
        _terminal.data(found)
        return
    for way in found:
        _print(way)
    _terminal.say("Then: creditai analyze FILE...")


def ways() -> list[dict[str, Any]]:
    """The ways of `obtaining.toml`."""
    import tomllib
    from importlib.resources import files

    told = files("creditai.cli").joinpath("obtaining.toml").read_text(encoding="utf-8")
    known: list[dict[str, Any]] = tomllib.loads(told)["ways"]
    return known


def _print(way: dict[str, Any]) -> None:
    _terminal.heading(way["title"])
    _terminal.paragraph(way["cost"], indent=2)
    for number, step in enumerate(way["steps"], 1):
        _terminal.paragraph(step, indent=5, bullet=f"  {number}. ")
    for label, key in (("By phone", "by_phone"), ("By mail", "by_mail"), ("Note", "note")):
        if key in way:
            _terminal.paragraph(f"{label}: {way[key]}", indent=2)
    _terminal.paragraph(f"Source: {way['source']}; checked on {way['checked_on']}.", indent=2, faint=True)
    _terminal.say()

"""List every inaccuracy that is looked for."""

from __future__ import annotations

from typing import Annotated

import typer

from creditai.cli import _terminal


def rules(json: Annotated[bool, typer.Option("--json", help="Print the rules as JSON.")] = False) -> None:
    """List every inaccuracy that is looked for, by subject, gravest first within a subject.

    A rule looks at one report (one), at the same account at several bureaus (bureaus), or at two
    reports of one bureau (pulls). Rules that the catalogue names and that are not written yet are
    listed with the reason.

    Examples:

      creditai rules
      creditai rules --json
      creditai explain paid-with-balance
    """
    from creditai.law.catalogue import CATALOGUE, LEFT_OUT
    from creditai.rules import every_rule

    known = {rule.id: rule for rule in every_rule()}
    rows = [
        {"id": name, "subject": subject, "severity": known[name].severity, "scope": known[name].scope,
         "asks": known[name].asks, "title": known[name].title}
        for subject, names in CATALOGUE.items()
        for name in sorted(names, key=lambda n: _gravity(known[n].severity) if n in known else 9)
        if name in known
    ]  # fmt: skip
    if json:
        _terminal.data({"rules": rows, "left_out": dict(LEFT_OUT)})
        return
    heads = ("rule", "subject", "severity", "looks at", "asks to", "what is wrong")
    _terminal.table(heads, [tuple(row.values()) for row in rows], styles=("bold",))
    for name, why in LEFT_OUT.items():
        _terminal.paragraph(f"{name}: not looked for. {why}", indent=2, faint=True)
    if _terminal.on_terminal():
        _terminal.say(f"{len(rows)} rules. The page of one: creditai explain RULE")


def _gravity(severity: str) -> int:
    return ("high", "medium", "low").index(severity)

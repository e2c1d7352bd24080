"""Print the page of one rule, for a consumer or for a lawyer."""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.rules import Rule

_ASKS = {
    "delete": "The letter asks for it to be deleted.",
    "correct": "The letter asks for it to be corrected.",
    "verify": "The letter asks for it to be checked and what cannot be verified to be deleted.",
    "investigate": "The letter asks for it to be investigated.",
}
_LAWYER = "For a lawyer:"


class Reader(StrEnum):
    """Whom the page is for."""

    consumer = "consumer"
    lawyer = "lawyer"


def explain(
    rule: Annotated[str, typer.Argument(help="The rule's id, as `creditai rules` lists it.")],
    reader: Annotated[Reader, typer.Option("--for", help="Whom the page is for.")] = Reader.consumer,
    json: Annotated[bool, typer.Option("--json", help="Print the page as JSON.")] = False,
) -> None:
    """Print the page of one rule: what is wrong, what is asked, what only you can confirm.

    For a lawyer: also the law or practice that it rests on, with source and date, the numbers, and
    the lawful look-alikes on which the rule says nothing.

    Examples:

      creditai explain paid-with-balance
      creditai explain paid-with-balance --for lawyer
      creditai explain paid-with-balance --json
    """
    found = _rule(rule)
    if json:
        _terminal.data(page(found))
        return
    told = page(found)
    _terminal.heading(f"{found.title}  ({found.id})")
    _terminal.say()
    _paragraphs(told["consumer"])
    _terminal.paragraph(_ASKS[found.asks])
    for need in found.needs:
        _terminal.paragraph(f"Only you can say: {need.question}")
    if reader is Reader.lawyer:
        _for_lawyer(told)


def page(rule: Rule) -> dict[str, Any]:
    """The page as data."""
    from creditai.findings import grounds

    consumer, _, lawyer = rule.page.partition(_LAWYER)
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "scope": rule.scope,
        "asks": rule.asks,
        "consumer": consumer.strip(),
        "lawyer": lawyer.strip(),
        "needs": [{"id": need.id, "question": need.question} for need in rule.needs],
        "basis": [
            {
                "law": g.law,
                "policy": g.policy,
                "source": g.source,
                "checked_on": str(g.checked_on),
                "why": g.why,
            }
            for g in map(grounds, rule.basis)
        ],
    }


def _for_lawyer(told: dict[str, Any]) -> None:
    _terminal.say()
    _terminal.heading(_LAWYER)
    _paragraphs(told["lawyer"])
    for ground in told["basis"]:
        name = ground["law"] or f"Practice, not law: {ground['policy']}"
        why = f": {ground['why']}" if ground["why"] else ""
        _terminal.paragraph(f"{name}{why}", indent=2)
        _terminal.paragraph(
            f"{_beside(ground['source'], name)}; checked on {ground['checked_on']}.", indent=4, faint=True
        )


def _beside(source: str, name: str) -> str:
    """A source that begins with the name that stands above it: what it says beyond that."""
    rest = source.removeprefix(name).lstrip(", ")
    return rest[:1].upper() + rest[1:] or source


def _paragraphs(text: str) -> None:
    for paragraph in text.split("\n\n"):
        _terminal.paragraph(" ".join(paragraph.split()))
        _terminal.say()


def _rule(asked: str) -> Rule:
    from creditai.rules import every_rule

    known = {rule.id: rule for rule in every_rule()}
    name = asked.replace("_", "-")
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else "`creditai rules` lists all."
    raise WrongUsage(f"There is no rule {asked!r}; {hint}")

"""To which furnishers letters go besides those to the bureaus: one to each, about what one bureau prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from creditai.disputes.grounds import Disputed, direct
from creditai.disputes.register import Choice
from creditai.report import Bureau

UNADDRESSED = (
    "No letter to {name}: no report prints its address. Once you know it, give it as `furnisher-address`, a list of "
    "lines, among the answers to the finding."
)

Letters = Sequence[tuple[Bureau, list[Disputed]]]


def furnishers(items: Sequence[Disputed], choices: Mapping[str, Choice]) -> tuple[Letters, tuple[str, ...]]:
    """The letters, and the names of those that none can go to: no bureau's print has their address, nor an answer.

    A letter that nobody can post would hold up all others: they are written together or not at all."""
    groups: dict[tuple[Bureau, str], list[Disputed]] = {}
    for item in items:
        if direct(item) and _name(item):
            groups.setdefault((item.bureau, _name(item)), []).append(item)
    letters: dict[str, tuple[Bureau, list[Disputed]]] = {}
    for (bureau, name), group in groups.items():
        if any(_addressed(item, choices) for item in group):
            letters.setdefault(name, (bureau, group))
    return tuple(letters.values()), tuple(sorted({name for _, name in groups} - letters.keys()))


def _name(item: Disputed) -> str:
    furnisher = None if item.entry is None else getattr(item.entry.item, "furnisher", None)
    return " ".join((furnisher or "").upper().split())


def _addressed(item: Disputed, choices: Mapping[str, Choice]) -> bool:
    """Whether its envelope has lines: printed with the account, or given with the finding."""
    given = any(key.startswith("furnisher-address/") for key in choices[item.finding.id].answers)
    return given or (item.entry is not None and item.entry.evidence("furnisher_address") is not None)

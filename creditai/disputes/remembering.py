"""What the person's folder remembers of a thing in dispute: by what it is known again, and what was printed of it."""

from __future__ import annotations

from collections.abc import Iterator

from creditai.contract import as_json
from creditai.disputes.grounds import Disputed
from creditai.disputes.register import Choice, DisputedItem
from creditai.disputes.standing import Standing
from creditai.rules import every_rule

_KNOWN_BY = (
    "furnisher",
    "account_number",
    "opened",
    "original_creditor",
    "company",
    "date",
    "kind",
    "reference",
)


def remembered(standing: Standing, item: Disputed, choice: Choice) -> DisputedItem:
    """The item as the workspace keeps it."""
    finding = item.finding
    return DisputedItem(
        finding.id,
        finding.rule,
        finding.title,
        finding.asks,
        {"bureau": item.bureau, **_known_by(item)},
        {**_printed(standing, item), **dict.fromkeys(_blanks(item))},
        dict(choice.answers),
    )


def _known_by(item: Disputed) -> dict[str, object]:
    if item.entry is None:
        return {}
    held = {name: getattr(item.entry.item, name, None) for name in _KNOWN_BY}
    return {name: as_json(value) for name, value in held.items() if value is not None}


def _printed(standing: Standing, item: Disputed) -> dict[str, object]:
    """The values that the finding quotes of this bureau's print of the thing."""
    if item.entry is None:
        return {}
    at, account = f"{item.entry.pointer}/", item.entry.item
    names = (
        pointer.removeprefix(at)
        for pointer in item.finding.evidence
        if standing.bureau(pointer) == item.bureau and pointer.startswith(at)
    )
    return {name: as_json(getattr(account, name)) for name in names if hasattr(account, name)}


def _blanks(item: Disputed) -> Iterator[str]:
    """Fields that the finding says are left empty; kept as null, so that their loss after a correction shows."""
    rule = next((rule for rule in every_rule() if rule.id == item.finding.rule), None)
    if rule is None or item.entry is None:
        return
    for name in rule.blanks:
        if getattr(item.entry.item, name, None) is None and item.entry.blank(name):
            yield name

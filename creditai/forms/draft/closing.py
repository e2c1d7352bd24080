"""Slots -> the objects of a report, each field's evidence and each null's reason under its pointer.

`consumer` is merged from what each bureau prints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from creditai.forms.draft.slots import Leaf, Slot
from creditai.report import (
    Account,
    AsReported,
    Consumer,
    DisputeAddress,
    Evidence,
    HistoryMonth,
    Inquiry,
    Labelled,
    Missing,
    MonthAmounts,
    PublicRecord,
    Score,
)

_KINDS: dict[str, type] = {
    "accounts": Account,
    "as_reported": AsReported,
    "dispute_addresses": DisputeAddress,
    "inquiries": Inquiry,
    "monthly": MonthAmounts,
    "other": Labelled,
    "payment_history": HistoryMonth,
    "public_records": PublicRecord,
    "scores": Score,
}

_PERSON_LISTS = ("names", "addresses", "phones", "employers")
_PERSON_SCALARS = ("ssn_last4", "birth_date")


@dataclass(frozen=True)
class Closed:
    """`values`: the report's own fields, and its lists of objects."""

    values: dict[str, Any]
    consumer: Consumer
    evidence: dict[str, Evidence]
    missing: list[Missing]


def closed(root: Slot) -> Closed:
    """The report's parts, as the order of the lists now stands."""
    evidence: dict[str, Evidence] = {}
    missing: list[Missing] = []
    values = _close(root, "", evidence, missing)
    consumer = _consumer(values.pop("as_reported", ()), evidence, missing)
    return Closed(
        values,
        consumer,
        {_person_pointer(p): e for p, e in evidence.items()},
        [replace(m, pointer=_person_pointer(m.pointer)) for m in missing],
    )


def _close(slot: Slot, at: str, evidence: dict[str, Evidence], missing: list[Missing]) -> dict[str, Any]:
    values = dict(slot.fields)
    evidence.update({f"{at}/{name}": found for name, found in slot.evidence.items()})
    missing.extend(replace(m, pointer=f"{at}/{m.pointer}") for m in slot.missing.values())
    for name, parts in slot.parts.items():
        items: list[Any] = []
        for i, part in enumerate(parts):
            if isinstance(part, Leaf):
                evidence[f"{at}/{name}/{i}"] = seen = part.evidence
                items.append(part.value)
                if part.why:
                    pointer = f"{at}/{name}/{i}/status"
                    missing.append(Missing(pointer, part.why, seen.page, seen.box, seen.text))
            else:
                items.append(_KINDS[name](**_close(part, f"{at}/{name}/{i}", evidence, missing)))
        values[name] = tuple(items)
    return values


def _person_pointer(pointer: str) -> str:
    return f"/consumer{pointer}" if pointer.startswith("/as_reported") else pointer


def _consumer(
    people: tuple[AsReported, ...], evidence: dict[str, Evidence], missing: list[Missing]
) -> Consumer:
    """Merge: lists once each, with the evidence of the first print; scalars that differ are `conflict`."""
    merged: dict[str, Any] = {}
    for name in _PERSON_LISTS:
        seen: dict[str, Evidence] = {}
        for i, person in enumerate(people):
            for j, text in enumerate(getattr(person, name)):
                seen.setdefault(text, evidence[f"/as_reported/{i}/{name}/{j}"])
        merged[name] = tuple(seen)
        evidence.update({f"/consumer/{name}/{k}": e for k, e in enumerate(seen.values())})
    for name in _PERSON_SCALARS:
        printed = [(i, getattr(p, name)) for i, p in enumerate(people) if getattr(p, name) is not None]
        if len({value for _, value in printed}) == 1:
            merged[name] = printed[0][1]
            evidence[f"/consumer/{name}"] = evidence[f"/as_reported/{printed[0][0]}/{name}"]
        elif printed:
            missing.append(Missing(f"/consumer/{name}", "conflict"))
    return Consumer(as_reported=people, **merged)

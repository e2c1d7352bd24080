"""The runbook as a document: its lines, read from `document.md`, each with what serves it and when that last ran. Pure
but for reading that file.

Its version, date and who stands for it come from git, so that nobody has to remember to write them; the next review is
due three months after the last change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from runbook.coverage import NUMBERS, Item

PLACE = Path(__file__).with_name("document.md")
REVIEW = timedelta(days=91)
_LINE = re.compile(r"^- (R\d{3}) (.+)$", re.MULTILINE)
_VERB = re.compile(r"`creditai ([a-z-]+)(?: ([a-z-]+))?[^`]*`")


@dataclass(frozen=True, slots=True)
class Control:
    """Document control (R180), as git tells it. None: git does not tell."""

    version: str | None
    updated: date | None
    by: str | None

    @property
    def review(self) -> date | None:
        return None if self.updated is None else self.updated + REVIEW

    def overdue(self, today: date) -> bool:
        return self.review is not None and today > self.review


def control(told: str) -> Control:
    """From `git log -1 --format=%h%x09%as%x09%an -- document.md`."""
    parts = told.strip().split("\t")
    if len(parts) != 3 or not all(parts):
        return Control(None, None, None)
    return Control(parts[0], date.fromisoformat(parts[1]), parts[2])


def lines(text: str) -> dict[str, str]:
    """Number -> what the document says there."""
    return dict(_LINE.findall(text))


def shown(text: str, items: Iterable[Item], control_: Control, today: date) -> Iterator[str]:
    """The document, each line followed by its code, test and last evidence."""
    found = {item.number: item for item in items}
    for line in text.splitlines():
        yield line
        number = line[2:6] if line.startswith("- R") else ""
        if number in found:
            yield from _counterpart(found[number])
    yield ""
    yield from _control(control_, today)


def _counterpart(item: Item) -> Iterator[str]:
    if item.code is None:
        yield f"      {'missing' if item.target == 'host' else item.target}"
        return
    yield f"      {item.code}, proved by {item.test}"
    yield f"      last ran {item.last_run[:19]}: {item.evidence}" if item.last_run else "      never ran here"


def _control(control_: Control, today: date) -> Iterator[str]:
    if control_.updated is None:
        yield "Version, date and review are unknown: git does not tell of this file."
        return
    yield f"Version {control_.version}, last updated {control_.updated} by {control_.by}, who stands for it."
    yield f"Next review: {control_.review}{' (OVERDUE)' if control_.overdue(today) else ''}"


def faults(
    text: str,
    items: Iterable[Item],
    verbs: Mapping[str, tuple[str, ...]],
    product: Iterable[str],
    control_: Control,
    today: date,
) -> Iterator[str]:
    """What the document names and there is not, as sentences. `verbs`: those of the runbook by subject; `product`:
    the product's own."""
    told, found = lines(text), {item.number: item for item in items}
    for number in sorted(set(NUMBERS) - set(told)):
        yield f"{number} stands nowhere in the document."
    for number, says in told.items():
        item = found.get(number)
        if item is None:
            yield f"{number} is no line of the runbook."
        elif item.code is None and item.target == "host":
            yield f"{number} ({says.partition(':')[0]}) has no code here, and no reason why not."
        for subject, verb in _VERB.findall(says):
            known = subject in product or (subject in verbs and verb in verbs[subject])
            if not known:
                yield f"{number} names `creditai {subject} {verb}`, which there is not."
    if control_.overdue(today):
        yield f"The review of this document was due on {control_.review}: read it, mend it, commit it."

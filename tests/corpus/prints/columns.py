"""A three-bureau block: one label, a cell per bureau, and an answer per bureau that reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from creditai.report import Bureau
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import Entry, Writing

Said = tuple[str, dict[str, Any]]
HEADERS: dict[Bureau, str] = {"experian": "Experian", "equifax": "Equifax", "transunion": "TransUnion"}


class Block:
    """The entries of one account (or nothing, where a bureau does not have it) in the print's bureau order."""

    def __init__(self, order: Sequence[Bureau], known: dict[Bureau, Known], silent: str = "-") -> None:
        self.entries = {b: Entry(known[b], b) if b in known else None for b in order}
        self.silent = silent
        self.rows: list[tuple[str, tuple[str, ...]]] = []

    def row(self, label: str, say: Callable[[Entry], Said]) -> None:
        """`say` gives an entry's text for this label and the values that the text says."""
        texts = []
        for entry in self.entries.values():
            text, values = ("", {}) if entry is None else say(entry)
            if entry is not None:
                entry.says(**values)
            texts.append(text or self.silent)
        self.rows.append((label, tuple(texts)))

    def says(self, **values: Any) -> None:
        for entry in self.entries.values():
            if entry is not None:
                entry.says(**values)

    def done(self, w: Writing) -> None:
        for entry in self.entries.values():
            if entry is not None:
                w.done(entry)


def plain(field: str, write: Callable[[Any], str]) -> Callable[[Entry], Said]:
    """A row that prints `field` as `write` writes it."""

    def say(entry: Entry) -> Said:
        value = getattr(entry.account, field)
        return ("" if value is None else write(value)), {field: value}

    return say


def by_key(files: Sequence[BureauFile]) -> list[dict[Bureau, Known]]:
    """The same account at each bureau, in the order of first sight."""
    found: dict[str, dict[Bureau, Known]] = {}
    for file in files:
        for known in file.accounts:
            found.setdefault(known.key, {})[file.bureau] = known
    return list(found.values())

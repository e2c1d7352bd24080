"""A key of codes that a print gives once, above its accounts or below them, for all of their histories.

`Payment codes: C = Current, 1 = 30 days late, L = Charge-off`. A key beside a grid is read with that grid; this one stands
elsewhere, so it is looked for in the whole print. Where two keys mean different things by one code neither counts for
that code: each still holds for the grid beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.history.words import legends_of
from creditai.report import MonthStatus
from creditai.vocabulary.history import Codes

_FEWEST = 3


def key_of_print(lines: Sequence[Line]) -> tuple[Codes, list[Word]]:
    """What the print's keys say of codes, and their words."""
    said: dict[str, set[MonthStatus | None]] = {}
    words: list[Word] = []
    for legend in legends_of(lines):
        if len(legend.codes) < _FEWEST:
            continue
        words += [w for i in sorted(legend.lines) for w in lines[i].words]
        for code, status in legend.codes.items():
            said.setdefault(code, set()).add(status)
    return {code: next(iter(each)) for code, each in said.items() if len(each) == 1}, words

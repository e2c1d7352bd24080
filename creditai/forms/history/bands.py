"""Heads of months that wrap in narrow columns: `October` over `2026` beside `July 2026`.

Where a cell's words are set in its middle, one row of heads becomes up to three lines: the months that
wrapped, those that did not, and the years of the first. Each year belongs to the month it stands under.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents.lines import Line
from creditai.forms.history.tokens import Head, Heads, Token, over, steps

_LINES = 3


def band_of_heads(lines: Sequence[Line], parsed: Sequence[Sequence[Token]], at: int) -> Heads | None:
    """The heads that the lines from `at` on make together; None where they do not all get their year."""
    if not _only_heads(parsed[at]):
        return None  # most lines
    end = at + 1
    while end < min(len(parsed), at + _LINES) and _only_heads(parsed[end]) and _close(lines, end):
        end += 1
    band = [one for line in parsed[at:end] for one in line]
    whole = [t for t in band if t.kind == "dated"]
    months = sorted((t for t in band if t.kind == "month"), key=lambda t: t.center)
    years = [t for t in band if t.kind == "year"]
    if end == at + 1 or not whole or not months or len(years) != len(months):
        return None
    placed = over(months, years)
    if placed is None or len(placed) != len(months):
        return None
    heads = [Head(t.x0, t.x1, t.month, t.year, (t.words,)) for t in whole]
    heads += [
        Head(t.x0, t.x1, t.month, placed[i].year, (t.words, placed[i].words)) for i, t in enumerate(months)
    ]
    heads.sort(key=lambda head: head.center)
    if not steps([head.month or 0 for head in heads], [head.year or 0 for head in heads]):
        return None
    return Heads("dated", tuple(heads), end - at)


def _only_heads(line: Sequence[Token]) -> bool:
    return bool(line) and all(t.kind in ("month", "year", "dated") for t in line)


def _close(lines: Sequence[Line], at: int) -> bool:
    """Lines of one band overlap, or nearly touch."""
    above, line = lines[at - 1], lines[at]
    return above.page == line.page and line.box[1] - above.box[3] <= 0.5 * (line.box[3] - line.box[1])

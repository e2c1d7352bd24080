"""A table of employers: `Company | Occupation | Start Date`, a row each."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.values import is_dash
from creditai.vocabulary.employers import BESIDE, NAMING


def employers_in(lines: Sequence[Line]) -> list[tuple[Word, ...]]:
    """The words of every employer under such heads, in the heads' first column."""
    found: list[tuple[Word, ...]] = []
    for n, line in enumerate(lines):
        if _heads(line):
            found += _below(line, lines[n + 1 :])
    return found


def _heads(line: Line) -> bool:
    beside = " ".join(cell.text for cell in line.cells[1:]).casefold()
    return line.cells[0].text.casefold() in NAMING and beside.startswith(BESIDE)


def _below(heads: Line, lines: Sequence[Line]) -> list[tuple[Word, ...]]:
    left, right = heads.cells[0].box[0], heads.cells[1].box[0]
    rows: list[tuple[Word, ...]] = []
    bottom = heads.box[3]
    for line in lines:
        height = line.words[0].y1 - line.words[0].y0
        near = line.page == heads.page and line.box[1] - bottom <= 1.5 * height
        if not near or abs(line.words[0].x0 - left) > 2 or line.words[0].bold:
            break
        rows.append(tuple(w for w in line.words if w.x0 < right - 2 and not is_dash(w.text)))
        bottom = line.box[3]
    return rows

"""What a web page has beside its text: a menu at the left of the first printed page.

The text of such a print begins at one edge on every page, and left of that edge stands something on the first page
alone. Its lines have heights of their own, and fall into the text's lines by chance. They are set before them: nothing
is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Page
from creditai.documents.lines import Line

LEAST_LINES = 4
"""Of a menu; with fewer it may be a title."""
_BODY = 10
"""Lines on the other pages, to know where the text begins."""
_APART = 6.0
"""Points between a menu's lines and the text, at least."""
_OFF = 0.7
"""Points that lines of a menu and of the text differ in height, where they are not one row of a table."""

Lines = tuple[Page, Sequence[Line]]


def beside_apart(pages: Sequence[Lines]) -> list[Lines]:
    """The pages' lines, on the first those of a menu before those of the text."""
    if len(pages) < 2 or sum(len(lines) for _, lines in pages[1:]) < _BODY:
        return list(pages)
    edge = min(line.box[0] for _, lines in pages[1:] for line in lines)
    page, lines = pages[0]
    menu, text = _cut(lines, edge)
    if len(menu) < LEAST_LINES or not text or _are_rows(lines, edge):
        return list(pages)
    return [(page, [*menu, *text]), *pages[1:]]


def _cut(lines: Sequence[Line], edge: float) -> tuple[list[Line], list[Line]]:
    """Cells that end before the edge, and the others; no menu where a cell runs over the edge."""
    menu: list[Line] = []
    text: list[Line] = []
    for line in lines:
        left = tuple(cell for cell in line.cells if cell.box[2] < edge - _APART)
        rest = line.cells[len(left) :]
        if rest and rest[0].box[0] < edge - 1:
            return [], list(lines)
        if left:
            menu.append(Line(left))
        if rest:
            text.append(Line(rest) if left else line)
    return menu, text


def _are_rows(lines: Sequence[Line], edge: float) -> bool:
    """Do most of the cells left of the edge stand at the height of what stands beside them? Then they label it."""
    beside = [line for line in lines if line.cells[0].box[2] < edge and len(line.cells) > 1]
    level = sum(_is_level(line) for line in beside)
    alone = sum(line.box[2] < edge for line in lines)
    return level > 0.5 * (len(beside) + alone)


def _is_level(line: Line) -> bool:
    first, second = line.cells[0].words[0], line.cells[1].words[0]
    off = min(abs(first.y0 - second.y0), abs(first.y1 - second.y1))
    return off <= _OFF

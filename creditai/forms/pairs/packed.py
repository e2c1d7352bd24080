"""Packed paragraphs: labels and values one after another, breaking where the line is full.

`Owner: Individual Account | Credit Limit: $5,000 | High` / `Credit: $5,100 | Status: ...`: a label or a value may
break anywhere, so such lines are joined into one before they are taken apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents.lines import Cell, Line

_BAR = ("|", "¦", "│")


def join_packed(lines: Sequence[Line]) -> list[Line]:
    """The same lines, packed ones that run over joined into one line of one cell."""
    if not any(w.text in _BAR for line in lines for w in line.words):
        return list(lines)
    edge: dict[int, float] = {}
    for line in lines:
        edge[line.page] = max(edge.get(line.page, 0.0), line.box[2])
    joined: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and _runs_on(run, line, max(edge.values())):
            run.append(line)
            continue
        joined += _one(run)
        run = [line]
    return joined + _one(run)


def _is_packed(line: Line) -> bool:
    texts = [w.text for w in line.words]
    return any(t in _BAR for t in texts) and any(t.endswith(":") for t in texts)


def _runs_on(run: Sequence[Line], line: Line, edge: float) -> bool:
    """Does `line` continue the packed run? Next below, same left edge and type; packed itself, or begun with
    a word that did not fit above."""
    above = run[-1]
    if not _is_packed(run[0]):
        return False
    first, left = line.words[0], above.words[0]
    height = max(first.y1 - first.y0, 1.0)
    if abs(first.x0 - left.x0) > 2 or abs(first.size - left.size) > 0.3 or first.bold != left.bold:
        return False
    if line.page == above.page and line.box[1] - above.box[3] > 0.6 * height:
        return False
    if _is_packed(line):
        return True
    if len(line.cells) > 1:
        return False  # labels in columns, whose right ends reach as far as the packed line above
    space = 0.3 * height
    return above.box[2] + space + (first.x1 - first.x0) > edge - 0.5


def _one(run: Sequence[Line]) -> list[Line]:
    if len(run) < 2:
        return list(run)
    return [Line((Cell(tuple(w for line in run for w in line.words)),))]

"""At which lines of a table its records begin, told by the room between lines and by what stands once a row."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.fields import DateStyle, kind_of, parse, text_of
from creditai.forms.line_kinds import looks_like_address, looks_like_phone
from creditai.forms.tables.columns import Column, split_by_columns
from creditai.values import Why

_BETWEEN = 0.35
"""Lines of one row are no further apart than this many text heights."""


def rows_told(
    lines: Sequence[Line], body: int, columns: Sequence[Column], style: DateStyle, again: frozenset[int]
) -> frozenset[int]:
    """The lines at which records begin, where spacing tells: there is more room between rows than between the
    lines of one, and each row has its typed values. Cells may be centred then. Empty where it does not."""
    starts, end = [body], body
    gaps: list[float] = []
    for n in range(body, len(lines)):
        if n in again:
            continue
        if split_by_columns(lines[n], columns) is None or (n > body and _far(lines[n - 1], lines[n])):
            break
        if n > body and lines[n].page != lines[end - 1].page:
            starts += [n] * begins_anew(lines[n], columns, style)  # a page's end is no room between rows
        elif n > body:
            gap = _gap(lines[starts[-1] : n], lines[n])
            gaps.append(gap)
            if gap > _BETWEEN:
                starts.append(n)
        end = n + 1
    tight = [g for g in gaps if g <= _BETWEEN]
    wide = [g for g in gaps if g > _BETWEEN]
    if not tight or (wide and min(wide) < max(tight) + 0.15):
        return frozenset()
    if not wide and sum(begins_anew(line, columns, style) for line in lines[body:end]) > 1:
        return frozenset()
    if not wide and len(_anchors(lines, body, end, columns, style)) > 1:
        return frozenset()
    typed = [n for n, c in enumerate(columns) if kind_of(c.name) in ("money", "date")]
    for first, last in zip(starts, [*starts[1:], end], strict=True):
        cells: dict[int, list[Word]] = {}
        for line in lines[first:last]:
            for column, words in (split_by_columns(line, columns) or {}).items():
                cells.setdefault(column, []).extend(words)
        if 0 not in cells or not any(n in cells for n in typed):
            return frozenset()
    return frozenset(starts)


def rows_around(
    lines: Sequence[Line], body: int, columns: Sequence[Column], style: DateStyle
) -> frozenset[int]:
    """The lines at which records begin, where what stands once a row stands in the middle of it: each line
    belongs to the nearest of these. Empty where the first line has its own already."""
    end = body
    while end < len(lines) and split_by_columns(lines[end], columns) is not None:
        if end > body and (_far(lines[end - 1], lines[end]) or lines[end].page != lines[body].page):
            break
        end += 1
    typed = _anchors(lines, body, end, columns, style)
    if len(typed) < 2 or body in typed:
        return frozenset()
    middles = [(line.box[1] + line.box[3]) / 2 for line in lines[body:end]]
    nearest = [min(typed, key=lambda t: abs(middles[t - body] - m)) for m in middles]
    return frozenset(body + i for i in range(len(nearest)) if i == 0 or nearest[i] != nearest[i - 1])


_ONCE_A_ROW = ("kind", "bureau")


def _anchors(
    lines: Sequence[Line], body: int, end: int, columns: Sequence[Column], style: DateStyle
) -> list[int]:
    """The lines with what stands once in each row: a kind or a bureau, else a typed value (of several on
    lines that follow each other, the first: one cell may hold more dates)."""
    once = {n for n, c in enumerate(columns) if c.name in _ONCE_A_ROW}
    cells = [split_by_columns(line, columns) or {} for line in lines[body:end]]
    if once:
        return [body + i for i, row in enumerate(cells) if once & set(row)]
    typed = [body + i for i, row in enumerate(cells) if _has_typed(row, columns, style)]
    return [n for n in typed if n - 1 not in typed]


def _has_typed(cells: dict[int, tuple[Word, ...]], columns: Sequence[Column], style: DateStyle) -> bool:
    return any(
        kind_of(columns[c].name) in ("money", "date")
        and not isinstance(parse(columns[c].name, text_of(words), style), Why)
        for c, words in cells.items()
    )


def begins_anew(line: Line, columns: Sequence[Column], style: DateStyle) -> bool:
    """Could this line be a record by itself? Not one that begins with a part of an address."""
    cells = split_by_columns(line, columns) or {}
    first = text_of(cells.get(0, ()))
    rest = looks_like_address(first) or looks_like_phone(first.partition(":")[2] or first)
    return bool(first) and not rest and begins(cells, columns, style)


def _gap(row: Sequence[Line], line: Line) -> float:
    """Room between these lines and the next, in text heights; less than none where they overlap."""
    if row[-1].page != line.page:
        return 1.0
    height = max(line.words[0].y1 - line.words[0].y0, 1.0)
    return (line.box[1] - max(x.box[3] for x in row if x.page == line.page)) / height


def _far(above: Line, line: Line) -> bool:
    return above.page == line.page and _gap([above], line) > 2.5


def close(above: Line, line: Line) -> bool:
    if above.page != line.page:
        return True
    height = max(w.y1 - w.y0 for w in line.words)
    return line.box[1] - above.box[3] <= 1.6 * height


def begins(cells: dict[int, tuple[Word, ...]], columns: Sequence[Column], style: DateStyle) -> bool:
    """A line that starts a record: a typed value in it, or values in most columns."""
    for column, words in cells.items():
        name = columns[column].name
        if kind_of(name) in ("money", "date") and not isinstance(parse(name, text_of(words), style), Why):
            return True
    return len(cells) * 2 > len(columns)

"""Which column of a grid each run of words stands in: by the alignment that the whole row keeps best."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from creditai.documents import Word
from creditai.documents.lines import Cell
from creditai.forms.history.tokens import Heads

CellLike = Callable[[str], bool]
"""Can a cell of a grid read so?"""
_CLEARLY = 0.5
"""An alignment is better than another by at least so many points, all cells together."""
_ALIGNMENTS: tuple[Callable[[float, float], float], ...] = (
    lambda x0, x1: (x0 + x1) / 2,
    lambda x0, x1: x0,
    lambda x0, x1: x1,
)


def columns_of(heads: Heads, cells: Sequence[Cell], cell_like: CellLike) -> dict[int, list[Word]] | None:
    """Column -> words, by the alignment that fits best; None when that leaves words in no column or
    two runs in one."""
    runs = list(_runs(heads, cells, cell_like))
    best: tuple[float, list[tuple[int, float]]] = (float("inf"), [])
    for side in _ALIGNMENTS:
        at = [side(h.x0, h.x1) for h in heads.heads]
        placed = [(i := nearest(at, x), abs(at[i] - x)) for x in (side(r[0].x0, r[-1].x1) for r in runs)]
        off = sum(min(far, heads.pitch) for _, far in placed)
        if off < best[0] - _CLEARLY:
            best = (off, placed)
        if best[0] <= _CLEARLY:
            break  # no other can be better
    if best[0] > 0.5 * heads.pitch * max(1, len(runs)):
        return None
    columns: dict[int, list[Word]] = {}
    for (i, far), run in zip(best[1], runs, strict=True):
        if far > 0.5 * heads.pitch and heads.dates:
            continue  # under a month that was not made out
        if i in columns and not _touches(columns[i][-1], run[0]):
            return None
        columns.setdefault(i, []).extend(run)
    return columns


def _touches(before: Word, word: Word) -> bool:
    return word.x0 - before.x1 < 0.6 * (word.y1 - word.y0) and before.text != word.text


def _runs(heads: Heads, cells: Sequence[Cell], cell_like: CellLike) -> Iterator[tuple[Word, ...]]:
    """Cells as runs of words; a run of whole codes (`OK OK 30`) is as many runs."""
    for cell in cells:
        wide = cell.box[2] - cell.box[0] > 1.2 * heads.pitch
        if len(cell.words) > 1 and (wide or all(cell_like(w.text) for w in cell.words)):
            yield from ((w,) for w in cell.words)
        else:
            yield cell.words


def nearest(at: Sequence[float], x: float) -> int:
    """The column whose place is nearest; `at` from left to right."""
    i = bisect_left(at, x)
    if i == 0:
        return 0
    return i if i < len(at) and at[i] - x < x - at[i - 1] else i - 1

"""A line of a three-bureau print -> its label and what stands under each bureau."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.bureaus.geometry import TOLERANCE, Geometry, spaced


def split(line: Line, geometry: Geometry) -> tuple[tuple[Word, ...], dict[int, tuple[Word, ...]]]:
    """The line's label words, and its values by column. Words in no column are in neither."""
    label: list[Word] = []
    values: dict[int, list[Word]] = {}
    contested: set[int] = set()
    for run in _runs(line, geometry):
        at = geometry.place_at(run) if run[0].x0 >= geometry.edge else None
        owner = geometry.owners[at] if at is not None else None
        if owner is not None:
            if _under_another(run, owner, geometry) or (owner in values and _far(values[owner][-1], run[0])):
                contested.add(owner)
            values.setdefault(owner, []).extend(run)
        elif run[0].x0 < geometry.edge and not values:
            label.extend(run)
    return tuple(label), {at: tuple(words) for at, words in values.items() if at not in contested}


def _under_another(run: Sequence[Word], owner: int, geometry: Geometry) -> bool:
    """Right under another bureau's name and not under its own: then nobody can say whose it is."""
    over = [
        n
        for n, column in enumerate(geometry.header.columns)
        if run[0].x0 < column.words[-1].x1 and column.x0 < run[-1].x1
    ]
    return bool(over) and owner not in over and run[0].confidence is None


def _far(before: Word, word: Word) -> bool:
    """Too far apart to be one value: two values in one column mean that the columns are not understood."""
    return word.x0 - before.x1 > 2.5 * (word.y1 - word.y0)


def _runs(line: Line, geometry: Geometry) -> Iterator[tuple[Word, ...]]:
    """Cells, cut where a word begins a further column."""
    for cell in line.cells:
        run = [cell.words[0]]
        for before, word in pairwise(cell.words):
            if _begins_column(before, word, geometry) and (
                run[0].x0 >= geometry.edge or _ends_label(before, word)
            ):
                yield tuple(run)
                run = []
            run.append(word)
        yield tuple(run)


def _ends_label(before: Word, word: Word) -> bool:
    """A colon, or more than a space; a heading that runs over the columns has neither."""
    return before.text.endswith(":") or spaced(before, word)


def _begins_column(before: Word, word: Word, geometry: Geometry) -> bool:
    if geometry.lefts:
        at = bisect_right(geometry.lefts, word.x0 + TOLERANCE) - 1
        return at >= 0 and abs(geometry.lefts[at] - word.x0) <= 0.5 * TOLERANCE
    crossed = geometry.place_at((word,)) != geometry.place_at((before,))
    if before.text.endswith(":") and before.x0 < geometry.edge:
        return crossed and spaced(before, word)
    return crossed and word.x0 - before.x1 > 0.65 * (word.y1 - word.y0)

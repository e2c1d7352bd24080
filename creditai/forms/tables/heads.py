"""The heads of a table whose cells may wrap: which lines they are, which columns they name, and between which rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from creditai.documents import Page, Word
from creditai.documents.lines import Line, lines_of
from creditai.forms.fields import text_of
from creditai.forms.tables.columns import Column
from creditai.forms.tables.rules import Rules
from creditai.values import is_dash

_HEAD_LINES = 7
"""The most lines of heads: cells of one to three lines, centred, stand on lines of their own."""
_NEAR = 0.7
"""Lines of one head are no further apart than this many text heights."""


Named = Callable[[str], str | None]
"""A head's text -> the field it names."""


@dataclass(frozen=True)
class Heads:
    first: int
    end: int
    columns: tuple[Column, ...]
    edges: tuple[float, ...]
    """Where columns end and begin: left of the first, between, right of the last. Only by rules."""

    @property
    def known(self) -> int:
        return len({c.name for c in self.columns if c.name})


def answers(heads: Heads, needs: Sequence[str]) -> bool:
    names = {c.name for c in heads.columns}
    return all(names & set(need.split("|")) for need in needs)


def heads_at(lines: Sequence[Line], at: int, rules: Mapping[int, Rules], named: Named) -> Heads | None:
    """The heads that begin on this line, over as many lines as make most of them known."""
    best: Heads | None = None
    for end in range(at + 1, min(at + _HEAD_LINES, len(lines)) + 1):
        if not _may_head(lines[end - 1]) or (end - 1 > at and not _touch(lines[end - 2], lines[end - 1])):
            break
        found = _heads_of(lines, at, end, rules, named)
        if found is not None and (best is None or found.known > best.known or _goes_on(best, found)):
            best = found
    return best


def _goes_on(shorter: Heads, longer: Heads) -> bool:
    """One line more that names nothing new, and leaves no head without its name: the end of `past / due`."""
    return [c.name for c in shorter.columns] == [c.name for c in longer.columns] and all(
        c.name or not d.name
        for c, d in zip(longer.columns, shorter.columns, strict=True)
        if len(c.words) > len(d.words)
    )


def _may_head(line: Line) -> bool:
    """Words only: an amount, a number or a dash is a value."""
    text = line.text
    if any(is_dash(cell.text) for cell in line.cells):
        return False
    return ":" not in text and "$" not in text and not any(map(str.isdigit, text))


def _touch(above: Line, line: Line) -> bool:
    height = max(w.y1 - w.y0 for w in line.words)
    return above.page == line.page and line.box[1] - above.box[3] <= _NEAR * height


def _heads_of(
    lines: Sequence[Line], at: int, end: int, rules: Mapping[int, Rules], named: Named
) -> Heads | None:
    band = lines[at:end]
    words = [w for line in band for w in line.words]
    edges = rules[band[0].page].edges(words) if band[0].page in rules else ()
    if len(edges) <= 3 and sum(len(line.cells) for line in band) < 3:
        return None
    groups = _between(words, edges) if len(edges) > 3 else _stacked(band)
    columns = tuple(Column(named(text_of(g)) or "", tuple(g)) for g in groups if g)
    known = [c.name for c in columns if c.name]
    if len(known) < 3 or 2 * len(known) < len(columns):
        return None
    return Heads(at, end, columns, edges if len(edges) > 3 and all(groups) else ())


def _between(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """Words by column, each column's in reading order."""
    found = [[w for w in words if a <= (w.x0 + w.x1) / 2 < b] for a, b in pairwise(edges)]
    return [[w for line in lines_of(Page(1, 0, 0, tuple(g))) for w in line.words] for g in found]


def _stacked(band: Sequence[Line]) -> list[list[Word]]:
    """Cells one above the other are one head."""
    groups: list[tuple[float, float, list[Word]]] = []  # from where to where, and the words
    for line in band:
        for cell in line.cells:
            x0, _, x1, _ = cell.box
            over = [g for g in groups if g[0] < x1 and g[1] > x0]
            if over:
                groups = [g for g in groups if not (g[0] < x1 and g[1] > x0)]
                x0, x1 = min(x0, *(g[0] for g in over)), max(x1, *(g[1] for g in over))
            groups.append((x0, x1, [w for g in over for w in g[2]] + list(cell.words)))
    return [words for _, _, words in sorted(groups, key=lambda g: g[0])]

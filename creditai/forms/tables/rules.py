"""The rules and shades that part a table's columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from creditai.documents import Mark, Word
from creditai.documents.lines import Line

_THIN = 3.0
"""A rule is no thicker than this, in points."""
_SAME = 2.0
"""Rules nearer than this are one: each cell may draw its own border."""


@dataclass(frozen=True)
class Rules:
    """`upright`: (x, y0, y1); `level`: (y, x0, x1). A shade gives its upper and lower edge."""

    upright: tuple[tuple[float, float, float], ...]
    level: tuple[tuple[float, float, float], ...]

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> Rules:
        upright: list[tuple[float, float, float]] = []
        level: list[tuple[float, float, float]] = []
        for mark in marks:
            if mark.kind not in ("rule", "fill"):
                continue
            x0, y0, x1, y1 = mark.box
            if x1 - x0 <= _THIN < y1 - y0:
                upright.append(((x0 + x1) / 2, y0, y1))
            elif y1 - y0 <= _THIN < x1 - x0:
                level.append(((y0 + y1) / 2, x0, x1))
            elif x1 - x0 > 2 * (y1 - y0):
                level += [(y0, x0, x1), (y1, x0, x1)]
        return cls(tuple(upright), tuple(level))

    def edges(self, words: Sequence[Word]) -> tuple[float, ...]:
        """The upright rules that stand beside all these words' lines, from left to right."""
        if not self.upright:
            return ()
        top = min(w.y0 for w in words)
        bottom = max(w.y1 for w in words)
        middle = (top + bottom) / 2
        xs = sorted(x for x, y0, y1 in self.upright if y0 - 1 <= middle <= y1 + 1)
        return tuple(x for n, x in enumerate(xs) if n == 0 or x - xs[n - 1] > _SAME)

    def hold(self, line: Line, edges: Sequence[float]) -> bool:
        """Do most of these columns' rules stand beside this line too?"""
        here = self.edges(line.words)
        return 2 * sum(any(abs(x - edge) <= _SAME for x in here) for edge in edges) > len(edges)

    def levels(self, x0: float, x1: float) -> tuple[float, ...]:
        """The heights at which rules run over more than half of this width."""
        found: list[float] = []
        for y in sorted(y for y, _, _ in self.level):
            if found and y - found[-1] <= _SAME:
                continue
            spans = sorted((max(a, x0), min(b, x1)) for at, a, b in self.level if abs(at - y) <= _SAME)
            if 2 * _length(spans) > x1 - x0:
                found.append(y)
        return tuple(found)


def _length(spans: Sequence[tuple[float, float]]) -> float:
    """What these spans, sorted, cover together."""
    covered, end = 0.0, float("-inf")
    for a, b in spans:
        if b > max(a, end):
            covered += b - max(a, end)
            end = b
    return covered

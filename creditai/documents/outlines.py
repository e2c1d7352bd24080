"""The shapes that a path draws: ticks, filled cells, ruling lines; by their corners, as shown.

Curves count by their end points, which is enough to tell a tick from a disc.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from creditai.documents import Mark
from creditai.report import Box

THIN = 2.0
"""Points: what is thinner than this is a line, filled or stroked."""
SHORT = 4.0
"""Points: a shorter line rules nothing."""
SOLID = 0.6
"""The least share of its box that a filled cell fills; a disc has 0.64 by its end points, a tick 0.4."""
_TICK_SIDE = (2.5, 30.0)

Point = tuple[float, float]


class Outline:
    """One stretch of a path without a jump: `corners` as shown (y downwards), the `box` around them, and
    `solidity`, the share of that box that it encloses."""

    __slots__ = ("_solidity", "box", "corners")

    def __init__(self, corners: tuple[Point, ...]) -> None:
        xs, ys = zip(*corners, strict=True)
        self.corners = corners
        self.box: Box = (min(xs), min(ys), max(xs), max(ys))
        self._solidity: float | None = None

    @property
    def solidity(self) -> float:
        if self._solidity is None:  # a cached_property's lock costs more than the sum
            self._solidity = self._enclosed()
        return self._solidity

    def _enclosed(self) -> float:
        x0, y0, x1, y1 = self.box
        around = (x1 - x0) * (y1 - y0)
        if not around:
            return 0.0
        closed = pairwise((*self.corners, self.corners[0]))
        return abs(sum([ax * by - bx * ay for (ax, ay), (bx, by) in closed])) / 2 / around


def is_tick(outline: Outline) -> bool:
    """A stroke down to the right and a longer one up: its foot left of the middle, its tip at the right."""
    x0, y0, x1, y1 = outline.box
    width, height = x1 - x0, y1 - y0
    low, high = _TICK_SIDE
    if not (low <= width <= high and low <= height <= high and 0.5 <= width / height <= 2.2):
        return False
    placed = [((x - x0) / width, (y - y0) / height) for x, y in outline.corners]
    foot = max(placed, key=lambda p: p[1])
    tip = min(placed, key=lambda p: p[1])
    return (
        3 <= len(placed) <= 40
        and 0.15 <= foot[0] <= 0.6
        and tip[0] >= 0.7
        and all(y > 0.25 for x, y in placed if x < 0.3)
        and all(y < 0.6 for x, y in placed if x > 0.75)
        and any(x < 0.3 and y < 0.9 for x, y in placed)
        and outline.solidity < SOLID
    )


def rules_of(outlines: list[Outline]) -> Iterator[Mark]:
    """The upright and level lines of a stroked path."""
    for outline in outlines:
        for (ax, ay), (bx, by) in pairwise(outline.corners):
            across, down = abs(bx - ax), abs(by - ay)
            if min(across, down) <= 0.5 and max(across, down) >= SHORT:
                yield Mark("rule", (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))


def marks_of(outlines: list[Outline], *, filled: str | None, stroked: bool) -> Iterator[Mark]:
    """`filled`: the colour, None when the path is not filled."""
    ticks = [o for o in outlines if is_tick(o)]
    if ticks:
        yield from (Mark("check", tick.box, filled) for tick in ticks[:1])
        return
    if filled is not None and filled != "#ffffff":
        for outline in outlines:
            x0, y0, x1, y1 = outline.box
            if min(x1 - x0, y1 - y0) > THIN and outline.solidity >= SOLID:
                yield Mark("fill", outline.box, filled)
            elif min(x1 - x0, y1 - y0) <= THIN and max(x1 - x0, y1 - y0) >= SHORT:
                yield Mark("rule", outline.box, filled)
    if stroked:
        yield from rules_of(outlines)

"""Which of many lines are one thing, without asking about every two of them.

A rule that compares the lines of a print two by two asks a million times where there are 1,500. So only
lines that share a value are compared, and no two that others have already brought together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

Line = TypeVar("Line")


def together(
    lines: Sequence[Line],
    shared: Callable[[Line], Sequence[Hashable | None]],
    are_one: Callable[[Line, Line], bool],
) -> Iterator[tuple[Line, ...]]:
    """Groups of two lines or more, in their order, each line one with another of its group. `shared`: the
    values of a line, of which two that are one have at least one in common at the same place, not None."""
    groups: dict[int, list[int]] = {}
    for _, _, group in _joined(lines, shared, are_one):
        groups[id(group)] = group
    for group in sorted(map(sorted, groups.values())):
        if group:
            yield tuple(lines[i] for i in group)


def ties(
    lines: Sequence[Line],
    shared: Callable[[Line], Sequence[Hashable | None]],
    are_one: Callable[[Line, Line], bool],
) -> Iterator[tuple[Line, Line]]:
    """The same, as just so many pairs as hold each group together."""
    for i, j, _ in _joined(lines, shared, are_one):
        yield lines[i], lines[j]


def _joined(
    lines: Sequence[Line],
    shared: Callable[[Line], Sequence[Hashable | None]],
    are_one: Callable[[Line, Line], bool],
) -> Iterator[tuple[int, int, list[int]]]:
    """Two that are one, and the group that they are in from now on; the group that it took in is empty."""
    values = [shared(line) for line in lines]
    having: dict[tuple[int, Hashable], list[int]] = {}
    for i, told in enumerate(values):
        for value in enumerate(told):
            if value[1] is not None:
                having.setdefault(value, []).append(i)
    group = [[i] for i in range(len(lines))]
    for i, told in enumerate(values):
        for value in enumerate(told):
            alike = having.get(value, ())
            for j in alike[bisect_right(alike, i) :]:
                if group[i] is group[j] or not are_one(lines[i], lines[j]):
                    continue
                mine, theirs = group[i], group[j]
                large, small = (mine, theirs) if len(mine) >= len(theirs) else (theirs, mine)
                large += small
                for member in small:
                    group[member] = large
                small.clear()
                yield i, j, large

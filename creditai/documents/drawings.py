"""What a page draws besides text: pictures, filled cells, ruling lines, ticks; and in which order.

Order matters because paper shows what was painted last: text under a picture is not on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import numpy as np

from creditai.documents import Mark
from creditai.documents.outlines import Outline, marks_of
from creditai.documents.pdfium import (
    Floats,
    Handle,
    bounds,
    clip_of,
    clip_segment,
    colors,
    count_clip_segments,
    count_clips,
    count_in_form,
    count_segments,
    draw_modes,
    form_objects,
    has_transparency,
    object_matrices,
    object_types,
    page_objects,
    points,
    segment_types,
    segments_of,
)
from creditai.documents.shown import Shown
from creditai.report import Box

MOST_OBJECTS = 60_000
"""On one page; beyond that it is a map or an attack, and what follows is not looked at."""
MOST_DEPTH = 6
"""Of forms within forms."""
MOST_SEGMENTS = 400
"""Of one path; longer ones are drawings (maps, outlined letters), no marks."""

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_MOVE = 2
_SAME = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Painted:
    """What lies over all of its box, and when it was painted; `handle` is 0 for a filled rectangle."""

    box: Box
    turn: int
    handle: Handle = 0


@dataclass
class Drawings:
    """`turns`: when each text object is painted. `covers`: filled rectangles that nothing shows through.
    `shapes`: paths and shadings that are neither lines nor filled cells."""

    marks: list[Mark] = field(default_factory=list)
    turns: dict[Handle, int] = field(default_factory=dict)
    covers: list[Painted] = field(default_factory=list)
    pictures: list[Painted] = field(default_factory=list)
    shapes: int = 0
    turn: int = 0


def drawings_of(page: Handle, count: int, shown: Shown) -> Drawings:
    """All that the page paints, in order; `count` is the number of its objects."""
    found = Drawings()
    _walk(page_objects(page, min(count, MOST_OBJECTS)), _SAME, shown, found, 0)
    return found


def _walk(children: list[Handle], matrix: Floats, shown: Shown, found: Drawings, depth: int) -> None:
    paths: list[tuple[Handle, int]] = []
    for child, kind in zip(children, object_types(children), strict=True):
        found.turn += 1
        if kind == _TEXT:
            found.turns[child] = found.turn
        elif kind == _PATH:
            paths.append((child, found.turn))
        elif kind == _IMAGE:
            _picture(child, matrix, shown, found)
        elif kind == _SHADING:
            found.shapes += 1
        elif kind == _FORM and depth < MOST_DEPTH and found.turn < MOST_OBJECTS:
            count = max(0, min(count_in_form(child), MOST_OBJECTS - found.turn))
            inside = _times(object_matrices([child])[0], matrix)
            _walk(form_objects(child, count), inside, shown, found, depth + 1)
    if paths:
        _paths(paths, matrix, shown, found)


def _picture(child: Handle, matrix: Floats, shown: Shown, found: Drawings) -> None:
    box = _on_page(_clipped(child, bounds([child])[0]), matrix, shown)
    if box[2] > box[0] and box[3] > box[1]:
        found.pictures.append(Painted(box, found.turn, child))
        found.marks.append(Mark("image", box))


def _paths(paths: list[tuple[Handle, int]], matrix: Floats, shown: Shown, found: Drawings) -> None:
    counts = count_segments([child for child, _ in paths])
    found.shapes += sum(count > MOST_SEGMENTS for count in counts)
    kept = [i for i, count in enumerate(counts) if 1 < count <= MOST_SEGMENTS]
    handles = [paths[i][0] for i in kept]
    outlines = _outlines(handles, [counts[i] for i in kept], matrix, shown)
    fills, modes = colors(handles).tolist(), draw_modes(handles).tolist()
    for i, child, (red, green, blue, alpha), (fill, stroke) in zip(kept, handles, fills, modes, strict=True):
        shape = next(outlines)
        if not (fill or stroke):
            continue  # a clip
        color = f"#{red:02x}{green:02x}{blue:02x}" if fill and alpha >= 8 else None
        marks = list(marks_of(shape, filled=color, stroked=bool(stroke)))
        found.marks.extend(marks)
        if color and len(shape) == 1 and shape[0].solidity > 0.97 and not has_transparency(child):
            found.covers.append(Painted(shape[0].box, paths[i][1]))
        elif not marks:
            found.shapes += 1


def _outlines(
    paths: list[Handle], counts: list[int], matrix: Floats, shown: Shown
) -> Iterator[list[Outline]]:
    """The outlines of each path, all their points asked for at once."""
    segments = [s for path, n in zip(paths, counts, strict=True) for s in segments_of(path, n)]
    moves = [kind == _MOVE for kind in segment_types(segments)]
    a, b, c, d, e, f = np.repeat(object_matrices(paths), counts, axis=0).T
    x, y = points(segments).T
    k, m, n, o, p, q = matrix
    x, y = a * x + c * y + e, b * x + d * y + f
    sx, sy = shown.points(k * x + n * y + p, m * x + o * y + q)
    corners = list(zip(sx.tolist(), sy.tolist(), strict=True))
    for start, end in pairwise(accumulate(counts, initial=0)):
        cuts = [start, *(i for i in range(start + 1, end) if moves[i]), end]
        yield [Outline(tuple(corners[i:j])) for i, j in pairwise(cuts) if j - i > 1]


def _clipped(child: Handle, box: Floats) -> Floats:
    """left, bottom, right, top of what the clip leaves of an object."""
    clip = clip_of(child)
    for path in range(max(0, min(count_clips(clip), 20)) if clip else 0):
        count = min(count_clip_segments(clip, path), MOST_SEGMENTS)
        if count > 0:
            corners = points([clip_segment(clip, path, i) for i in range(count)])
            low, high = corners.min(axis=0), corners.max(axis=0)
            box = np.array([*np.maximum(box[:2], low), *np.minimum(box[2:], high)])
    return box


def _on_page(box: Floats, matrix: Floats, shown: Shown) -> Box:
    """left, bottom, right, top in a form's space -> the box as shown; empty where nothing is left."""
    if box[0] >= box[2] or box[1] >= box[3]:
        return (0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = matrix
    x, y = box[[0, 2, 2, 0]], box[[1, 1, 3, 3]]
    sx, sy = shown.points(a * x + c * y + e, b * x + d * y + f)
    return (float(sx.min()), float(sy.min()), float(sx.max()), float(sy.max()))


def _times(first: Floats, then: Floats) -> Floats:
    """One matrix that does `first` and `then` after it."""
    a, b, c, d, e, f = first
    k, m, n, o, p, q = then
    return np.array(
        [a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q]
    )

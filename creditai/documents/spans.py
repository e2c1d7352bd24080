"""Which characters of a page are one word: PDFium's own gaps, checked against the paper.

A span is its first character and the one after the last. PDFium's text has spaces and line ends where
it sees gaps; two faults of that are mended here by the boxes. A span wider or higher than a word can be
is cut where its characters stand apart, and spans with no gap between them but a space that PDFium made
up are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from creditai.documents.paint import Style, styles_of
from creditai.documents.pdfium import Floats, Handle, is_generated, loose_boxes, objects_of, origins

HYPHEN = "\ufffe"
"""PDFium's sign for a hyphen at a line's end, which hangs the next line on to it: two words here."""

_RUN = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|{HYPHEN}")

Span = tuple[int, int]


@dataclass(frozen=True)
class Spans:
    """`objects`: the text objects that spans begin in, once each, with the `styles` they paint in; span i
    begins in number `code[i]` of them. `boxes`: left, top, right, bottom in PDF space of each span's
    first and last character."""

    spans: list[Span]
    code: npt.NDArray[np.int_]
    objects: list[Handle]
    styles: list[Style]
    boxes: Floats

    @property
    def size(self) -> Floats:
        return np.array([style.size for style in self.styles], float)[self.code]

    @property
    def upright(self) -> npt.NDArray[np.bool_]:
        return np.array([style.quarter == 0 for style in self.styles], bool)[self.code]


def spans_of(text_page: Handle, text: str, turns: int) -> Spans:
    """The words of a page's text; `turns` is its rotation."""
    found = _measured(text_page, [m.span() for m in _RUN.finditer(text)], turns)
    if not found.spans:
        return found
    doubtful, torn = _doubtful(found), _torn(text_page, text, found)
    if doubtful or torn:
        mended = list(_mended(text_page, found, doubtful, torn))
        found = _measured(text_page, mended, turns)
    _steady(text_page, found)
    return found


def _measured(text_page: Handle, spans: list[Span], turns: int) -> Spans:
    firsts = [a for a, _ in spans]
    begun_in = objects_of(text_page, firsts)
    first_of = dict(zip(reversed(begun_in), reversed(firsts), strict=True))
    number = {found: i for i, found in enumerate(first_of)}
    code = np.array([number[found] for found in begun_in], int)
    styles = styles_of(text_page, first_of, turns)
    ends = loose_boxes(text_page, firsts + [b - 1 for _, b in spans])
    a, b = ends[: len(spans)], ends[len(spans) :]
    low, high = np.minimum(a, b), np.maximum(a, b)
    boxes = np.stack([low[:, 0], high[:, 1], high[:, 2], low[:, 3]], axis=1)
    return Spans(spans, code, list(first_of), styles, boxes)


def _doubtful(found: Spans) -> set[int]:
    """Upright spans whose box is too high or too wide for so many characters."""
    length = np.array([b - a for a, b in found.spans])
    size = np.maximum(found.size, 0.5)
    wide = found.boxes[:, 2] - found.boxes[:, 0] > (0.95 * length + 0.3) * size
    high = found.boxes[:, 1] - found.boxes[:, 3] > 1.9 * size
    return set(np.flatnonzero((length > 1) & found.upright & (wide | high)).tolist())


def _torn(text_page: Handle, text: str, found: Spans) -> set[int]:
    """Spans that go on in the next: no gap on paper, and the space between them is PDFium's own."""
    if len(found.spans) < 2:
        return set()
    boxes, size, upright = found.boxes, np.maximum(found.size[:-1], 0.5), found.upright
    gap = (boxes[1:, 0] - boxes[:-1, 2]) / size
    level = np.abs(boxes[1:, 3] - boxes[:-1, 3]) < 0.1 * size
    near = (gap > -0.2) & (gap < 0.06) & level & upright[1:] & upright[:-1]
    return {
        i
        for i in np.flatnonzero(near).tolist()
        if found.spans[i + 1][0] - (space := found.spans[i][1]) == 1
        and text[space] == " "
        and is_generated(text_page, space) == 1
    }


def _mended(text_page: Handle, found: Spans, doubtful: set[int], torn: set[int]) -> Iterator[Span]:
    start: int | None = None
    size = found.size.tolist()
    for i, (a, b) in enumerate(found.spans):
        start = a if start is None else start
        if i in torn and i not in doubtful:
            continue
        if i in doubtful and start == a:
            yield from _parts(text_page, (a, b), size[i])
        else:
            yield start, b
        start = None


def _parts(text_page: Handle, span: Span, size: float) -> Iterator[Span]:
    """A span cut where its characters stand apart. Text that runs to the left stays whole: PDFium hands
    it out in the order in which it is read."""
    a, b = span
    boxes = loose_boxes(text_page, range(a, b))
    cut = a
    for i in range(1, b - a):
        gap = boxes[i, 0] - boxes[i - 1, 2]
        leftward = abs(boxes[i - 1, 0] - boxes[i, 2]) < 0.3 * size
        level = abs(boxes[i, 3] - boxes[i - 1, 3]) < 0.6 * size
        if not (level and (-0.5 * size < gap < 0.3 * size or leftward)):
            yield cut, a + i
            cut = a + i
    yield cut, b


def _steady(text_page: Handle, found: Spans) -> None:
    """Fonts that lie about their height: a box a fifth below the baseline and four fifths above it."""
    boxes, size = found.boxes, found.size
    height = boxes[:, 1] - boxes[:, 3]
    odd = np.flatnonzero(found.upright & (size > 0) & ((height < 0.6 * size) | (height > 1.7 * size)))
    if len(odd):
        base = origins(text_page, [found.spans[i][0] for i in odd])[:, 1]
        boxes[odd, 1], boxes[odd, 3] = base + 0.8 * size[odd], base - 0.2 * size[odd]

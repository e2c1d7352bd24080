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

from creditai.documents.once import once
from creditai.documents.paint import Style, styles_of
from creditai.documents.pdfium import Codes, Floats, Handle, is_generated, loose_boxes, objects_of, origins

HYPHEN = "\ufffe"
"""PDFium's sign for a hyphen at a line's end, which hangs the next line on to it: two words here."""

_MADE_UP = (" ", "\r\n")
_RUN = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
_SOLID = np.ones(0x10000, bool)
_SOLID[[i for i in range(0x3001) if chr(i).isspace()]] = False

Span = tuple[int, int]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spans:
    """Span i is the characters from `start[i]` to before `end[i]`, which read `texts[i]`. `objects`: the
    text objects that spans begin in, of which span i begins in number `code[i]`. It is painted in number
    `style[i]` of `styles`. `boxes`: left, top, right, bottom in PDF space of first and last character."""

    texts: list[str]
    start: Numbers
    end: Numbers
    code: Numbers
    objects: list[Handle]
    style: Numbers
    styles: list[Style]
    boxes: Floats

    @once
    def size(self) -> Floats:
        return np.array([style.size for style in self.styles], float)[self.style]

    @once
    def quarter(self) -> Numbers:
        return np.array([style.quarter for style in self.styles], np.int64)[self.style]

    @once
    def upright(self) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = (self.quarter == 0) & ~self.slanting
        return found

    @once
    def slanting(self) -> npt.NDArray[np.bool_]:
        """Stamps and watermarks: their boxes say little of where their letters are."""
        return np.array([style.angle % 90 != 0 for style in self.styles], bool)[self.style]

    @once
    def level(self) -> Floats:
        """The boxes as they would lie if each span's text ran to the right."""
        if self.upright.all():
            return self.boxes
        turned = self.boxes.copy()
        for quarter in (1, 2, 3):
            own = self.quarter == quarter
            turned[own] = turned_level(self.boxes[own], quarter)
        return turned


def spans_of(text_page: Handle, text: str, codes: Codes, turns: int) -> Spans:
    """The words of a page's text, whose characters have these codes; `turns` is its rotation."""
    texts, start, end = _runs(text, codes)
    found = _measured(text_page, texts, start, end, turns)
    if not texts:
        return found
    doubtful, torn = _doubtful(found), _torn(text_page, text, found)
    if doubtful or torn:
        mended = list(_mended(text_page, found, doubtful, torn))
        texts = ["".join(text[a:b].split()) for a, b in mended]
        start, end = np.array(mended, np.int64).T
        found = _measured(text_page, texts, start, end, turns)
    _steady(text_page, found)
    return found


def _runs(text: str, codes: Codes) -> tuple[list[str], Numbers, Numbers]:
    """Everything between spaces: what each run reads, where it starts and ends."""
    if HYPHEN in text:
        runs = [m.span() for m in _RUN.finditer(text)]
        both = np.array(runs, np.int64).reshape(-1, 2)
        return [text[a:b] for a, b in runs], both[:, 0], both[:, 1]
    solid = np.zeros(len(codes) + 2, bool)
    solid[1:-1] = _SOLID.take(codes, mode="clip")
    edges = np.flatnonzero(solid[1:] != solid[:-1])
    return text.split(), edges[::2], edges[1::2]


def _measured(text_page: Handle, texts: list[str], start: Numbers, end: Numbers, turns: int) -> Spans:
    firsts = start.tolist()
    begun_in = objects_of(text_page, firsts)
    news = np.diff(begun_in, prepend=-1) != 0
    objects, at = begun_in[news].tolist(), start[news].tolist()
    styles, style_of = styles_of(text_page, objects, at, turns)
    code = np.cumsum(news) - 1
    ends = loose_boxes(text_page, firsts + (end - 1).tolist())
    a, b = ends[: len(texts)], ends[len(texts) :]
    boxes = np.empty((len(texts), 4))
    boxes[:, 0::3] = np.minimum(a[:, 0::3], b[:, 0::3])
    boxes[:, 1:3] = np.maximum(a[:, 1:3], b[:, 1:3])
    return Spans(texts, start, end, code, objects, np.array(style_of, np.int64)[code], styles, boxes)


def _doubtful(found: Spans) -> set[int]:
    """Spans whose box is too high or too wide for so many characters."""
    length = found.end - found.start
    size, boxes = np.maximum(found.size, 0.5), found.level
    wide = boxes[:, 2] - boxes[:, 0] > (0.95 * length + 0.3) * size
    high = boxes[:, 1] - boxes[:, 3] > 1.9 * size
    return set(np.flatnonzero((length > 1) & (wide | high) & ~found.slanting).tolist())


def turned_level(boxes: Floats, quarter: int) -> Floats:
    """left, top, right, bottom of text that runs so many quarter turns counter-clockwise, as if it ran to the right."""
    left, top, right, bottom = boxes.T
    match quarter:
        case 1:
            return np.stack([bottom, -left, top, -right], axis=1)
        case 2:
            return np.stack([-right, -bottom, -left, -top], axis=1)
        case 3:
            return np.stack([-top, right, -bottom, left], axis=1)
    return boxes


def _torn(text_page: Handle, text: str, found: Spans) -> set[int]:
    """Spans that go on in the next: no gap on paper, and the space or line's end between them is PDFium's own.
    On a page that PDFium takes for one written downwards it ends a line after each letter."""
    if len(found.texts) < 2:
        return set()
    boxes, size, quarter = found.level, np.maximum(found.size[:-1], 0.5), found.quarter
    gap = (boxes[1:, 0] - boxes[:-1, 2]) / size
    level = np.abs(boxes[1:, 3] - boxes[:-1, 3]) < 0.1 * size
    between = found.start[1:] - found.end[:-1]
    one = (between >= 1) & (between <= 2)
    near = one & (gap > -0.2) & (gap < 0.06) & level & (quarter[1:] == quarter[:-1])
    maybe = ((i, int(found.end[i]), int(found.start[i + 1])) for i in np.flatnonzero(near).tolist())
    return {i for i, a, b in maybe if text[a:b] in _MADE_UP and is_generated(text_page, a) == 1}


def _mended(text_page: Handle, found: Spans, doubtful: set[int], torn: set[int]) -> Iterator[Span]:
    start: int | None = None
    size, quarter = found.size.tolist(), found.quarter.tolist()
    for i, (a, b) in enumerate(zip(found.start.tolist(), found.end.tolist(), strict=True)):
        start = a if start is None else start
        if i in torn and i not in doubtful:
            continue
        if i in doubtful and start == a:
            yield from _parts(text_page, (a, b), size[i], quarter[i])
        else:
            yield start, b
        start = None


def _parts(text_page: Handle, span: Span, size: float, quarter: int) -> Iterator[Span]:
    """A span cut where its characters stand apart. Text that runs to the left stays whole: PDFium hands
    it out in the order in which it is read."""
    a, b = span
    boxes = turned_level(loose_boxes(text_page, range(a, b)).astype(float), quarter)
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
        base = origins(text_page, found.start[odd].tolist())[:, 1]
        boxes[odd, 1], boxes[odd, 3] = base + 0.8 * size[odd], base - 0.2 * size[odd]

"""How the text objects of a page are painted: size, weight, direction, colour, or not at all."""

from __future__ import annotations

import ctypes
import re
import sys
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as raw

from creditai.documents.pdfium import Handle, font_sizes, matrices, paints

_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.I)
_FORCE_BOLD = 1 << 18
_LONGEST_NAME = 1024
"""Bytes of a font's name; PDF allows 127."""
_INVISIBLE = (3, 7)
"""Text render modes: paint nothing, and only add to the clip."""
_SLANT = 8
"""Degrees off the next quarter turn from which on text slants; a skew of scanned pages is less."""
_STROKED = (2, 6)
"""Filled and stroked: how many programs make bold out of a font that has none."""

_ROW = np.dtype((np.void, 5 * 8))
"""Five whole numbers as one thing to compare."""


@dataclass(frozen=True, slots=True)
class Font:
    name: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """`angle`: of the text as shown, degrees clockwise, 0 / 90 / 180 / 270 but for slanting text. `quarter`: the
    nearest of those on the page before its rotation, counter-clockwise quarter turns, as PDFium's boxes have it.
    `unpainted`: the text is there to be searched, not seen."""

    size: float = 0.0
    font: Font = Font()
    bold: bool = False
    angle: int = 0
    quarter: int = 0
    color: tuple[int, int, int] = (0, 0, 0)
    unpainted: bool = False


def styles_of(
    text_page: Handle, objects: list[Handle], indices: list[int], turns: int
) -> tuple[list[Style], list[int]]:
    """The styles that these text objects are painted in, each asked at one of its characters, and which of
    them each object has; `turns` are the page's own."""
    matrix = matrices(text_page, indices)
    asked = np.abs(font_sizes(text_page, indices))
    turned = np.rad2deg(np.arctan2(matrix[:, 1], matrix[:, 0]))
    square = 90 * np.rint(turned / 90)
    inks, modes = paints(objects)
    rows = np.empty((len(objects), 5), np.int64)
    rows[:, 0] = np.rint(np.hypot(matrix[:, 2], matrix[:, 3]) * asked * 100)
    rows[:, 1] = np.where(np.abs(turned - square) > _SLANT, np.rint(turned), square) % 360
    rows[:, 2] = inks.astype(np.uint8).view(np.uint32)[:, 0]
    rows[:, 3:] = modes
    kinds: list[bytes] = rows.view(_ROW)[:, 0].tolist()
    number = {kind: i for i, kind in enumerate(dict.fromkeys(kinds))}
    fonts: dict[Handle, Font] = {}
    styles = [_style(np.frombuffer(kind, np.int64).tolist(), fonts, turns) for kind in number]
    return styles, list(map(number.__getitem__, kinds))


def _style(kind: list[int], fonts: dict[Handle, Font], turns: int) -> Style:
    """Of what a row holds: size in hundredths, degrees, ink, mode, font."""
    hundredths, turned, ink, mode, at = kind
    font = fonts[at] = fonts.get(at) or _font(at)
    red, green, blue, alpha = ink.to_bytes(4, sys.byteorder)
    return Style(
        size=hundredths / 100,
        font=font,
        bold=font.bold or mode in _STROKED,
        angle=(90 * turns - turned) % 360,
        quarter=round(turned / 90) % 4,
        color=(red, green, blue),
        unpainted=mode in _INVISIBLE or alpha < 8,
    )


def _font(font: Handle) -> Font:
    if not font:
        return Font()
    known = ctypes.cast(font, raw.FPDF_FONT)
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFFont_GetBaseFontName(known, name, _LONGEST_NAME)
    text = name.value.decode("utf-8", "replace")
    flags = max(0, raw.FPDFFont_GetFlags(known))
    heavy = raw.FPDFFont_GetWeight(known) >= 600
    return Font(text, bool(_BOLD.search(text)) or heavy or bool(flags & _FORCE_BOLD))

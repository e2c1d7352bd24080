"""How the text objects of a page are painted: size, weight, direction, colour, or not at all."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as raw

from creditai.documents.pdfium import Handle, colors, font_of, font_size, matrices, render_mode

_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.I)
_FORCE_BOLD = 1 << 18
_INVISIBLE = (3, 7)
"""Text render modes: paint nothing, and only add to the clip."""
_STROKED = (2, 6)
"""Filled and stroked: how many programs make bold out of a font that has none."""


@dataclass(frozen=True, slots=True)
class Font:
    name: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """`angle`: of the text as shown, degrees clockwise, 0 / 90 / 180 / 270. `quarter`: the same on the
    page before its rotation, counter-clockwise quarter turns, as PDFium's boxes have it. `unpainted`:
    the text is there to be searched, not seen."""

    size: float = 0.0
    font: Font = Font()
    bold: bool = False
    angle: int = 0
    quarter: int = 0
    color: tuple[int, int, int] = (0, 0, 0)
    unpainted: bool = False


def styles_of(text_page: Handle, first_of: Mapping[Handle, int], turns: int) -> list[Style]:
    """The style of each text object, asked at one character of it; `turns` are the page's own."""
    objects, indices = list(first_of), list(first_of.values())
    matrix = matrices(text_page, indices)
    asked = np.array([font_size(text_page, i) for i in indices])
    sizes = (np.hypot(matrix[:, 2], matrix[:, 3]) * np.abs(asked)).round(2).tolist()
    turned = np.arctan2(matrix[:, 1], matrix[:, 0]) / (np.pi / 2)
    quarters = (np.rint(turned).astype(int) % 4).tolist()
    paints = colors(objects).tolist()
    fonts: dict[Handle, Font] = {}
    styles: list[Style] = []
    for o, size, quarter, (red, green, blue, alpha) in zip(objects, sizes, quarters, paints, strict=True):
        if not o:
            styles.append(Style())
            continue
        mode, at = render_mode(o), font_of(o) or 0
        font = fonts.get(at) or fonts.setdefault(at, _font(at))
        styles.append(
            Style(
                size=size,
                font=font,
                bold=font.bold or mode in _STROKED,
                angle=(turns - quarter) % 4 * 90,
                quarter=quarter,
                color=(red, green, blue),
                unpainted=mode in _INVISIBLE or alpha < 8,
            )
        )
    return styles


def _font(font: Handle) -> Font:
    if not font:
        return Font()
    known = ctypes.cast(font, raw.FPDF_FONT)
    size = raw.FPDFFont_GetBaseFontName(known, None, 0)
    name = ctypes.create_string_buffer(max(size, 1))
    raw.FPDFFont_GetBaseFontName(known, name, size)
    text = name.value.decode("utf-8", "replace")
    flags = max(0, raw.FPDFFont_GetFlags(known))
    heavy = raw.FPDFFont_GetWeight(known) >= 600
    return Font(text, bool(_BOLD.search(text)) or heavy or bool(flags & _FORCE_BOLD))

"""How the text objects of a page are painted: size, weight, direction, colour, or not at all."""

from __future__ import annotations

import ctypes
import re
import sys
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as raw

from creditai.documents.pdfium import Handle, colors, font_sizes, matrices, text_modes

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


def styles_of(
    text_page: Handle, objects: list[Handle], indices: list[int], turns: int
) -> tuple[list[Style], list[int]]:
    """The styles that these text objects are painted in, each asked at one of its characters, and which of
    them each object has; `turns` are the page's own."""
    matrix = matrices(text_page, indices)
    asked = np.abs(font_sizes(text_page, indices))
    sizes = (np.hypot(matrix[:, 2], matrix[:, 3]) * asked).round(2).tolist()
    turned = np.arctan2(matrix[:, 1], matrix[:, 0]) / (np.pi / 2)
    quarters = (np.rint(turned).astype(int) % 4).tolist()
    inks = colors(objects).astype(np.uint8).view(np.uint32)[:, 0].tolist()
    kinds = list(zip(sizes, quarters, inks, *text_modes(objects), strict=True))
    fonts: dict[Handle, Font] = {}
    number = {kind: i for i, kind in enumerate(dict.fromkeys(kinds))}
    return [_style(*kind, fonts, turns) for kind in number], [number[kind] for kind in kinds]


def _style(
    size: float,
    quarter: int,
    ink: int,
    mode: int,
    at: Handle,
    fonts: dict[Handle, Font],
    turns: int,
) -> Style:
    font = fonts[at] = fonts.get(at) or _font(at)
    red, green, blue, alpha = ink.to_bytes(4, sys.byteorder)
    return Style(
        size=size,
        font=font,
        bold=font.bold or mode in _STROKED,
        angle=(turns - quarter) % 4 * 90,
        quarter=quarter,
        color=(red, green, blue),
        unpainted=mode in _INVISIBLE or alpha < 8,
    )


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

"""How the text objects of a page are painted: size, weight, direction, colour, or not at all."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any

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


def styles_of(text_page: Handle, objects: list[Handle], indices: list[int], turns: int) -> list[Style]:
    """The style of each text object, asked at one character of each; `turns` are the page's own."""
    matrix = matrices(text_page, indices)
    asked = np.array([font_size(text_page, i) for i in indices])
    sizes = (np.hypot(matrix[:, 2], matrix[:, 3]) * np.abs(asked)).round(2).tolist()
    turned = np.arctan2(matrix[:, 1], matrix[:, 0]) / (np.pi / 2)
    quarters = (np.rint(turned).astype(int) % 4).tolist()
    kinds = zip(
        sizes,
        quarters,
        map(tuple, colors(objects).tolist()),
        map(render_mode, objects),
        map(font_of, objects),
        strict=True,
    )
    fonts: dict[Handle, Font] = {}
    known: dict[tuple[Any, ...], Style] = {}
    styles = []
    for kind in kinds:
        if kind not in known:
            known[kind] = _style(*kind, fonts, turns)
        styles.append(known[kind])
    return styles


def _style(
    size: float,
    quarter: int,
    color: tuple[int, int, int, int],
    mode: int,
    at: Handle | None,
    fonts: dict[Handle, Font],
    turns: int,
) -> Style:
    font = fonts.setdefault(at, _font(at)) if at else Font()
    return Style(
        size=size,
        font=font,
        bold=font.bold or mode in _STROKED,
        angle=(turns - quarter) % 4 * 90,
        quarter=quarter,
        color=color[:3],
        unpainted=mode in _INVISIBLE or color[3] < 8,
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

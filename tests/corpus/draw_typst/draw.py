"""Sheet -> PDF."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random

import typst

from tests.corpus import icon_font
from tests.corpus.draw_typst.markup import Style, source
from tests.corpus.sheets import Calendar, Sheet, Strip, Table, Tri

PAPERS = ("us-letter", "us-letter", "us-letter", "a4", "us-legal")
FAMILIES = ("Libertinus Serif", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside typst's wheel and our icons: the same on every machine."""
    folder = Path(tempfile.mkdtemp(prefix="corpus-fonts-"))
    (folder / "icons.ttf").write_bytes(icon_font.icon_font())
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


def style(seed: int, sheet: Sheet) -> Style:
    rng = Random(f"typst/{seed}")
    wide = any(
        isinstance(e, (Tri, Strip)) or (isinstance(e, Table) and len(e.widths) > 8) for e in sheet.elements
    )
    calendars = any(isinstance(e, Calendar) for e in sheet.elements)
    family = rng.choice(FAMILIES[:3] if wide else FAMILIES)
    size = rng.choice((7.0, 7.5, 8.0) if wide else (7.5, 8.0, 9.0, 10.0, 11.0))
    if family.startswith("DejaVu"):
        size = min(size, 7.5)
    return Style(
        paper=rng.choice(PAPERS),
        flipped=rng.random() < (0.3 if wide else 0.06) or sheet.landscape,
        margin=rng.choice((30, 40, 54)),
        family=family,
        size=size,
        gap=rng.choice((3.0, 4.5, 6.0)),
        tick=rng.choice(("path", "private", "real", "path")),
        stroke=rng.choice(("none", "none", "0.4pt + gray", "0.3pt + rgb(200, 200, 220)")),
        zebra=rng.random() < 0.3,
        label_bold=rng.random() < 0.4,
        label_share=rng.choice((28, 35, 42)),
        repeat_heads=rng.random() < 0.6,
        columns=2 if not wide and not calendars and rng.random() < 0.15 and not sheet.one_column else 1,
    )


def draw(sheet: Sheet, seed: int, chosen: Style | None = None) -> bytes:
    text = source(sheet, chosen or style(seed, sheet))
    return bytes(typst.compile(text.encode(), font_paths=_fonts(), format="pdf", timestamp=0))

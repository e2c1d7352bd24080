"""How this seed's pages look: format, margins, type, and the odd habits of print software."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

Tick = Literal["path", "zapf", "private", "real", "word"]
PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89), "legal": (612.0, 1008.0)}
FAMILIES = {
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
}


@dataclass(frozen=True, slots=True)
class Look:
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    font: str
    bold: str
    size: float
    leading: float
    tick: Tick
    overprint: bool = False
    hidden: bool = False
    rotate: bool = False
    shuffle: bool = False
    split_money: bool = False
    lines: bool = True
    tint: bool = False
    label_bold: bool = False
    label_share: float = 0.4
    gutter: float = 14.0


def look(seed: int, wide: bool = False) -> Look:
    """`wide`: three columns and a label need room, so smaller type or a page on its side."""
    rng = Random(f"reportlab/{seed}")
    width, height = PAPERS[rng.choice(("letter", "letter", "letter", "a4", "legal"))]
    if rng.random() < (0.25 if wide else 0.08):
        width, height = height, width
    family = rng.choice(
        ("helvetica", "helvetica", "times", "courier") if not wide else ("helvetica", "times")
    )
    size = rng.choice((7.0, 8.0, 8.5, 9.0, 10.0, 11.0, 12.0) if not wide else (7.0, 7.5, 8.0, 9.0))
    if family == "courier":
        size = min(size, 9.0)
    margin = rng.choice((28.0, 36.0, 45.0, 54.0, 72.0) if not wide else (28.0, 36.0, 40.0))
    regular, bold = FAMILIES[family]
    odd = {
        name: rng.random() < rate
        for name, rate in (
            ("overprint", 0.12), ("hidden", 0.1), ("rotate", 0.1), ("shuffle", 0.15), ("split_money", 0.12), ("tint", 0.3),
        )
    }  # fmt: skip
    made = Look(
        width, height, margin, margin, margin + 12, margin + 12, regular, bold, size, rng.choice((1.2, 1.35, 1.5)),
        rng.choice(("path", "zapf", "private", "real")), lines=rng.random() < 0.6, label_bold=rng.random() < 0.4,
        label_share=rng.choice((0.3, 0.38, 0.45)), gutter=rng.choice((10.0, 18.0)),
    )  # fmt: skip
    return replace(made, **odd)  # type: ignore[arg-type]


def plain(size: float = 9.0) -> Look:
    """A calm page: what the bundled samples are drawn in."""
    return Look(612, 792, 54, 54, 60, 60, "Helvetica", "Helvetica-Bold", size, 1.4, "private", tint=True)

"""Page picture -> words with boxes and confidence: one file per engine. This is the door.

An engine is a module of this folder with a class that has

    name: str                                     "rapidocr 3.10.0 (PP-OCRv6 small)"
    def look(self, picture: Picture) -> list[Seen]

and nothing else: it is given an upright grey picture and says which runs of characters it saw, where
(corner points in pixels) and how sure it is of the least sure character. `Reader` does what every
engine needs: the page turned upright, shadows flattened, ruling lines taken out, the words' places
put back onto the page as it is seen. Pictures are `uint8` arrays, one channel, 0 is black.

The engine is an extra (`pip install creditai[ocr]`). Its models come in its wheel; nothing is fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from creditai.documents import Word
from creditai.errors import OcrUnavailable

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]
"""Four corners, clockwise from the top left, shape (4, 2), x then y, in pixels."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A run of characters without a space. `confidence` 0..1 of the least sure character; `size` of the
    font and thickness of its `stroke` in pixels, where the engine measured them. `others`: what else it may be,
    with one figure that the engine was not sure of read the other way, and how likely that is."""

    text: str
    corners: Points
    confidence: float
    size: float | None = None
    stroke: float | None = None
    others: tuple[tuple[str, float], ...] = ()


class Engine(Protocol):
    name: str

    def look(self, picture: Picture) -> list[Seen]: ...


@dataclass(frozen=True)
class Reader:
    """An engine with the page held straight for it."""

    engine: Engine

    @property
    def name(self) -> str:
        return self.engine.name

    @cached_property
    def edition(self) -> str:
        """The engine and this room's own code, so that words kept from before a change are not taken for
        what would be read now."""
        code = hashlib.sha256()
        for file in sorted(Path(__file__).parent.glob("*.py")):
            code.update(file.read_bytes())
        return f"{self.name} {code.hexdigest()[:16]}"

    def words(self, image: Any, scale: float, page: int) -> tuple[Word, ...]:
        """The words on a page picture (Pillow image or array). `scale` is points per pixel, so the
        boxes are points of the page; `Word.shown` is the box on the page as it lies."""
        from creditai.ocr.straighten import grey, upright

        picture = upright(grey(image), self.engine.look)
        return picture.words(scale, page)


@cache
def engine() -> Reader | None:
    """The reader of this machine, or None when the extra is not installed."""
    try:
        from creditai.ocr.rapid import Rapid

        return Reader(Rapid())
    except (ImportError, OcrUnavailable):
        return None


def need_engine() -> Reader:
    """The reader, or OcrUnavailable with the way to install it."""
    found = engine()
    if found is None:
        raise OcrUnavailable(
            "This page is a picture and no OCR engine is installed; run `make setup`, "
            "or `pip install creditai[ocr]`, and read the file again."
        )
    return found


def corners_of(x0: float, y0: float, x1: float, y1: float) -> Points:
    """The corners of an upright box."""
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float64)


def least_sure(confidences: Sequence[float]) -> float:
    return round(float(min(confidences, default=0.0)), 4)

"""The page as shown: PDF's own coordinates turned into points from the top left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from creditai.documents.pdfium import Floats


@dataclass(frozen=True, slots=True)
class Shown:
    """The visible part of a page in PDF space (y upwards), and its quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """PDF space -> shown space."""
        match self.turns % 4:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def boxes(self, ltrb: Floats) -> Floats:
        """left, top, right, bottom in PDF space -> x0, y0, x1, y1 as shown."""
        ax, ay = self.points(ltrb[:, 0], ltrb[:, 1])
        bx, by = self.points(ltrb[:, 2], ltrb[:, 3])
        return np.stack(
            [np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)], axis=1
        )

"""A sheet drawn by hand on a reportlab canvas, row by row, in base fonts: like a print server of the bureaus.

`draw(sheet, seed)` is the same bytes each time.
"""

from tests.corpus.draw_reportlab.draw import draw

__all__ = ["draw"]

"""A sheet typeset by typst: tables that stretch, kerned and ligated type, real ToUnicode, no hand of ours on a
coordinate. A stranger to the other renderers. `draw(sheet, seed)` is the same bytes each time.
"""

from tests.corpus.draw_typst.draw import draw

__all__ = ["draw"]

"""A sheet as a web page, the way the three-column vendors' pages are saved; a browser may print it (`printing`).

`draw(sheet, seed)` is the same bytes each time. Where the seed says so the page carries what saved pages carry:
templates never rendered, hidden columns, non-breaking spaces, line breaks inside addresses.
"""

from tests.corpus.draw_html.draw import draw

__all__ = ["draw"]

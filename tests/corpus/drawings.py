"""A seed and a print -> a document with its answer: what every test and the accuracy run ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tests.corpus.draw_html import draw as draw_html
from tests.corpus.draw_html.printing import print_to_pdf
from tests.corpus.draw_reportlab import draw as draw_reportlab
from tests.corpus.draw_typst import draw as draw_typst
from tests.corpus.files import files_of
from tests.corpus.lives import life
from tests.corpus.prints import Print, every_print
from tests.corpus.sheets import Break, Calendar, Heading, Pairs, Para, Sheet, Strip, Table, Tri
from tests.corpus.vary import varied

SIZES = (0, 1, 2, 4, 5, 5, 6, 8, 10, 16)


@dataclass(frozen=True)
class Drawn:
    name: str
    renderer: str
    sheet: Sheet
    data: bytes


def _printed(sheet: Sheet, seed: int) -> bytes:
    return print_to_pdf(draw_html(sheet, seed))


RENDERERS: dict[str, Callable[[Sheet, int], bytes]] = {
    "reportlab": draw_reportlab,
    "typst": draw_typst,
    "html": draw_html,
    "browser": _printed,
}


def ways(layout: str) -> tuple[str, ...]:
    """The renderers that take turns: saved web pages exist of the three-column vendors only."""
    return ("reportlab", "typst", "html") if layout.startswith("trimerge") else ("reportlab", "typst")


def sheet_of(layout: Print, seed: int, size: int | None = None, trouble: float = 0.45) -> Sheet:
    """A clean person's report, as `layout` prints it."""
    rng = Random(f"{layout.LAYOUT}/{seed}")
    many = rng.choice(SIZES) if size is None else size
    lived = life(rng, many, trouble)
    return varied(layout.write(files_of(lived, seed, bureaus=layout.BUREAUS), rng), seed)


def drawn(layout: Print, seed: int, renderer: str = "", size: int | None = None) -> Drawn:
    """`renderer` empty: they take turns by seed."""
    chosen = renderer or ways(layout.LAYOUT)[seed % len(ways(layout.LAYOUT))]
    sheet = sheet_of(layout, seed, size)
    ending = "html" if chosen == "html" else "pdf"
    return Drawn(f"{layout.LAYOUT}-{seed}-{chosen}.{ending}", chosen, sheet, RENDERERS[chosen](sheet, seed))


def some(count: int, seed: int = 0, layout: str = "") -> Iterator[Drawn]:
    for name, module in every_print().items():
        if layout in ("", name):
            for n in range(count):
                yield drawn(module, seed + n)


def strings(sheet: Sheet) -> Iterator[str]:
    """Every string that the sheet puts on paper, headers and footers included (page numbers apart)."""
    yield from (*sheet.furniture.header, *sheet.furniture.footer)
    for e in sheet.elements:
        if isinstance(e, Heading):
            yield from (e.text, e.tag)
        elif isinstance(e, Para):
            yield e.text
        elif isinstance(e, Pairs):
            yield from (text for row in e.rows for text in row)
        elif isinstance(e, Calendar):
            yield from (e.corner, *e.months)
            yield from (text for year, cells in e.years for text in (year, *cells))
        elif isinstance(e, Table):
            yield from e.header
            yield from (text for row in e.rows for text in row)
        elif isinstance(e, Tri):
            yield from (e.label_header, *e.headers)
            yield from (text for label, values in e.rows for text in (label, *values))
        elif isinstance(e, Strip):
            yield from (e.corner, *e.months)
            yield from (text for label, cells in e.rows for text in (label, *cells))
        else:
            assert isinstance(e, Break)


__all__ = ["RENDERERS", "Drawn", "drawn", "sheet_of", "some", "strings", "ways"]

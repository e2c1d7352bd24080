"""All lines of a document in reading order, with the running heads left out and named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from creditai.documents import Document, Word
from creditai.documents.beside import beside_apart
from creditai.documents.columns import in_reading_order
from creditai.documents.heads import heads_of
from creditai.documents.lines import Cell, Line, lines_by_page
from creditai.documents.page_order import REPEATED, order_of

LINK = "link"
WATERMARK = "watermark"
_LINK = re.compile(
    r"(?:(?:show|hide|view|see) (?:all |more |less |full )?(?:account |payment )?(?:details?|more|less|all)|"
    r"(?:expand|collapse)(?: all)?)(?: [^\w\s])?",
    re.I,
)
"""What unfolds a page on the screen, and says nothing on paper."""
_LONGEST = 5


@dataclass(frozen=True)
class Flow:
    """`heads`: what stands on page after page and belongs to none of its blocks, by name ("page header",
    "page footer", "page number", "browser print line", "watermark": whatever slants), links such as `Hide details`, and pages that are there twice."""

    lines: tuple[Line, ...]
    heads: tuple[tuple[str, tuple[Word, ...]], ...] = ()


def reading(document: Document) -> Flow:
    order = order_of(document)
    pages = order.of(list(zip(document.pages, lines_by_page(document), strict=True)))
    placed = [(replace(page, number=n), lines) for n, (page, lines) in enumerate(pages, 1)]
    heads = heads_of(placed) if document.kind == "pdf" else {}
    heads |= {id(line): WATERMARK for _, lines in pages for line in lines if line.words[0].angle % 90}
    body: list[Line] = []
    kept = [(page, [line for line in lines if id(line) not in heads]) for page, lines in pages]
    for page, lines in beside_apart(kept):
        body += in_reading_order(page, lines)
    left_out = [(heads[id(line)], line.words) for _, lines in pages for line in lines if id(line) in heads]
    links = [(LINK, cell.words) for line in body for cell in line.cells if _is_link(cell)]
    repeated = [(REPEATED, document.pages[number - 1].words) for number in order.again]
    return Flow(tuple(_without_links(body) if links else body), (*left_out, *links, *repeated))


def _is_link(cell: Cell) -> bool:
    return len(cell.words) <= _LONGEST and _LINK.fullmatch(cell.text) is not None


def _without_links(lines: list[Line]) -> Iterator[Line]:
    for line in lines:
        kept = tuple(cell for cell in line.cells if not _is_link(cell))
        if kept:
            yield line if len(kept) == len(line.cells) else Line(kept)

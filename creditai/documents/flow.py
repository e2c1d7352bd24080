"""All lines of a document in reading order, with the running heads left out and named."""

from __future__ import annotations

from dataclasses import dataclass

from creditai.documents import Document, Word
from creditai.documents.columns import in_reading_order
from creditai.documents.heads import heads_of
from creditai.documents.lines import Line, lines_by_page


@dataclass(frozen=True)
class Flow:
    """`heads`: what stands on page after page and belongs to none of its blocks, by name ("page header",
    "page footer", "page number", "browser print line")."""

    lines: tuple[Line, ...]
    heads: tuple[tuple[str, tuple[Word, ...]], ...] = ()


def reading(document: Document) -> Flow:
    pages = list(zip(document.pages, lines_by_page(document), strict=True))
    heads = heads_of(pages) if document.kind == "pdf" else {}
    body: list[Line] = []
    for page, lines in pages:
        body += in_reading_order(page, [line for line in lines if id(line) not in heads])
    left_out = tuple(
        (heads[id(line)], line.words) for _, lines in pages for line in lines if id(line) in heads
    )
    return Flow(tuple(body), left_out)

"""All lines of a document in reading order, with the running heads left out and named."""

from __future__ import annotations

from dataclasses import dataclass

from creditai.documents import Document, Word
from creditai.documents.lines import Line, lines_of


@dataclass(frozen=True)
class Flow:
    """`heads`: what stands on every page and belongs to none of its blocks, by name."""

    lines: tuple[Line, ...]
    heads: tuple[tuple[str, tuple[Word, ...]], ...] = ()


def reading(document: Document) -> Flow:
    return Flow(tuple(line for page in document.pages for line in lines_of(page)))

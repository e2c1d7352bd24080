"""Recognising a print: its own phrases, looked for in the title and in the lines of all pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from creditai.documents import Document
from creditai.documents.lines import lines_of


@dataclass(frozen=True)
class _Text:
    document: Document
    lines: tuple[tuple[int, str], ...]
    plain: str


_latest: list[_Text] = []
"""The text of the document asked about last: every layout asks about the same one. Found by identity,
because to compare two documents takes longer than to read one."""


def _text_of(document: Document) -> _Text:
    if not _latest or _latest[0].document is not document:
        lines = tuple((page.number, line.text) for page in document.pages for line in lines_of(page))
        folded = [" ".join(text.casefold().split()) for text in (document.title, *(t for _, t in lines))]
        _latest[:] = [_Text(document, lines, "\n".join(folded))]
    return _latest[0]


def text_lines(document: Document) -> tuple[tuple[int, str], ...]:
    """(page, text) of every line."""
    return _text_of(document).lines


def plain_text(document: Document) -> str:
    """Title and all lines, in small letters, single spaces; a new line for each line."""
    return _text_of(document).plain


def count_signatures(document: Document, *phrases: str) -> int:
    """How many of these patterns (regular expressions, small letters) the document has."""
    text = plain_text(document)
    return sum(bool(re.search(phrase, text, re.M)) for phrase in phrases)

"""Recognising a print: its own phrases, looked for in the title and in the lines of all pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from creditai.documents import Document
from creditai.documents.latest import of_the_latest
from creditai.documents.lines import lines_by_page

_GAP = "(?s:.)*"
_PLAIN = re.compile(r"(?:\\b|\^|\\W\*)*([a-z][a-z /-]*)(?![?*{])")


@dataclass(frozen=True)
class _Text:
    lines: tuple[tuple[int, str], ...]
    plain: str


@of_the_latest
def _text_of(document: Document) -> _Text:
    """Every layout asks about the same one."""
    lines = tuple((line.page, line.text) for lines in lines_by_page(document) for line in lines)
    folded = [" ".join(text.casefold().split()) for text in (document.title, *(t for _, t in lines))]
    return _Text(lines, "\n".join(folded))


def text_lines(document: Document) -> tuple[tuple[int, str], ...]:
    """(page, text) of every line."""
    return _text_of(document).lines


def plain_text(document: Document) -> str:
    """Title and all lines, in small letters, single spaces; a new line for each line."""
    return _text_of(document).plain


def count_signatures(document: Document, *phrases: str) -> int:
    """How many of these patterns (regular expressions, small letters) the document has."""
    text = plain_text(document)
    return sum(
        all(letters in text for letters in _needed(phrase)) and bool(re.search(phrase, text, re.M))
        for phrase in phrases
    )


@cache
def _needed(phrase: str) -> tuple[str, ...]:
    """Plain letters that all texts with this pattern have, for a quick no: a search that begins with a border of a word
    tries every place, and one with a gap tries every end of it from each of these places."""
    if "|" in phrase:
        return ()
    parts = phrase.split(_GAP)
    if any("(" in part for part in parts):
        parts = parts[:1]
    return tuple(found[1] for part in parts if (found := _PLAIN.match(part)))

"""Recognising a print: its own phrases, looked for in the title and in the lines of all pages."""

from __future__ import annotations

import re
from functools import lru_cache

from creditai.documents import Document
from creditai.documents.lines import lines_of


@lru_cache(maxsize=4)
def plain_text(document: Document) -> str:
    """Title and all lines, in small letters, single spaces; a new line for each line."""
    lines = [document.title, *(line.text for page in document.pages for line in lines_of(page))]
    return "\n".join(" ".join(line.casefold().split()) for line in lines)


def count_signatures(document: Document, *phrases: str) -> int:
    """How many of these patterns (regular expressions, small letters) the document has."""
    text = plain_text(document)
    return sum(bool(re.search(phrase, text, re.M)) for phrase in phrases)

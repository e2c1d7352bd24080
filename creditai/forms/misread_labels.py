"""The labels of a scan as they stand on its paper: what OCR misread by a letter, or ran together, is put right.

Only words of OCR change, and only labels: what ends in a colon (or a semicolon that was one), or fills its cell. Each word
keeps its place, so that evidence points where it did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from creditai.documents import Document, Page, Word
from creditai.documents.lines import Line, lines_by_page
from creditai.vocabulary.labels import account_labels
from creditai.vocabulary.misread import label_meant

_WORDS = 5


def with_labels_read(document: Document) -> Document:
    """The document, its misread labels put right; the very same one where nothing was."""
    pages = tuple(map(_page, document.pages, lines_by_page(document)))
    changed = any(new is not old for new, old in zip(pages, document.pages, strict=True))
    return replace(document, pages=pages) if changed else document


def _page(page: Page, lines: Sequence[Line]) -> Page:
    if all(word.confidence is None for word in page.words):
        return page
    put: dict[int, Word] = {}
    for line in lines:
        for cell in line.cells:
            for old, new in _in_cell(cell.words):
                put[id(old)] = new
    return replace(page, words=tuple(put.get(id(w), w) for w in page.words)) if put else page


def _in_cell(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Words of the cell, and what they are."""
    start = 0
    for n, word in enumerate(words):
        if word.text.endswith((":", ";")) and word.confidence is not None:
            run = words[max(start, n + 1 - _WORDS) : n + 1]
            yield from next(filter(None, (_meant(run[at:], ":") for at in range(len(run)))), ())
            start = n + 1
    if start == 0 and 2 <= len(words) <= _WORDS and words[0].confidence is not None:
        yield from _meant(words, "")


def _meant(words: Sequence[Word], end: str) -> list[tuple[Word, Word]]:
    """The words with the texts of the label that they are together, if they are one misread."""
    text = " ".join(w.text for w in words)
    meant = label_meant(text)
    if meant is None:
        known = text.endswith(";") and len(words) > 1 and account_labels().name_of(text) is not None
        return [(words[-1], words[-1]._replace(text=words[-1].text[:-1] + ":"))] if known else []
    parts = meant.split()
    if len(words) > len(parts):
        return []
    texts = [*parts[: len(words) - 1], " ".join(parts[len(words) - 1 :]) + end]
    return [(w, w._replace(text=t)) for w, t in zip(words, texts, strict=True) if w.text != t]

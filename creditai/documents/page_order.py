"""The order in which the pages of a document are read: as they count themselves.

Sheets fall, a fax sends one twice, a scanner is fed from the wrong end. Where the pages say `3/5` or `Page 3 of 5`, and
do so in one count, that is their order, if it is whole: a cover sheet before them may have no number. A page that says
again, word by word, what one before it said is that page again, and is read once: printed twice, an account is no second
account. Nothing else moves a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from creditai.documents import Document, Page
from creditai.documents.latest import of_the_latest
from creditai.documents.page_numbers import numbers_of

REPEATED = "the same page again"
_FEWEST = 20
"""Words of a page that can be known again."""
_ALIKE = 0.9
"""Share of the words that two pictures of one page have in common, as OCR reads them."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Order:
    """`pages`: the numbers of the pages to read, in order; `again`: page -> the page that it repeats."""

    pages: tuple[int, ...]
    again: dict[int, int]

    @property
    def note(self) -> str | None:
        """What was not read as it lay there, for whoever reads the report."""
        said = [f"Page {page} is page {first} again and was read once." for page, first in self.again.items()]
        if list(self.pages) != sorted(self.pages):
            said.append(f"The pages were read as they are numbered: {', '.join(map(str, self.pages))}.")
        return " ".join(said) or None

    def of(self, pages: Sequence[_T]) -> list[_T]:
        """These, one for each page of the document, in the order of reading."""
        return [pages[number - 1] for number in self.pages]


@of_the_latest
def order_of(document: Document) -> Order:
    """Its lines, its notes and what is absent of it go by one order."""
    if document.kind != "pdf" or len(document.pages) < 2:
        return Order(tuple(page.number for page in document.pages), {})
    counted = numbers_of(document).at
    again = _again(document.pages, counted)
    kept = [page.number for page in document.pages if page.number not in again]
    return Order(tuple(_sorted(kept, counted)), again)


def _again(pages: Sequence[Page], counted: Mapping[int, int]) -> dict[int, int]:
    """Pages that say what one before them says: word by word, or under one number and as OCR reads it."""
    again: dict[int, int] = {}
    seen: dict[tuple[str, ...], int] = {}
    pictures: list[tuple[int, Counter[str]]] = []
    for page in pages:
        texts = tuple(word.text for word in page.words)
        if len(texts) < _FEWEST:
            continue
        first = seen.setdefault(texts, page.number)
        if page.kind == "picture" and first == page.number and page.number in counted:
            words = Counter(texts)
            alike = (
                n for n, own in pictures if counted[n] == counted[page.number] and _are_alike(own, words)
            )
            first = next(alike, page.number)
            pictures.append((page.number, words))
        if first != page.number:
            again[page.number] = first
    return again


def _are_alike(one: Counter[str], other: Counter[str]) -> bool:
    return 2 * (one & other).total() >= _ALIKE * (one.total() + other.total())


def _sorted(pages: Sequence[int], counted: Mapping[int, int]) -> list[int]:
    """The pages as they count themselves, if every page but a cover does, and no two claim one place."""
    cover = next((n for n, page in enumerate(pages) if page in counted), len(pages))
    rest = pages[cover:]
    places = [counted[page] for page in rest if page in counted]
    if len(places) < len(rest) or len(set(places)) < len(places):
        return list(pages)
    return [*pages[:cover], *sorted(rest, key=lambda page: counted[page])]

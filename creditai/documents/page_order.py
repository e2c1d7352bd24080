"""The order in which the pages of a document are read: as they count themselves.

Sheets fall, a fax sends one twice, a scanner is fed from the wrong end. Where the pages say `3/5` or `Page 3 of 5`, and
do so in one count, that is their order, if it is whole: a cover sheet before them may have no number. A page that says
again, word by word, what one before it said is that page again, and is read once: printed twice, an account is no second
account. Nothing else moves a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from creditai.documents import Document, Page
from creditai.documents.lines import Line, lines_by_page

REPEATED = "the same page again"
MARGIN = 0.16
"""The share of a page's height at its head and foot in which its number stands."""
_FEWEST = 20
"""Words of a page that can be known again."""
_ALIKE = 0.9
"""Share of the words that two pictures of one page have in common, as OCR reads them."""
_OF = r"(\d{1,3}) ?(?:/|of|de) ?(\d{1,3})"
_COUNTED = re.compile(
    rf"(?:.{{0,160}}\b)?(?:page|pg\.?|página|pagina):? {_OF}(?:\b.{{0,160}})?|(?:.{{0,120}} )?(?:https?:|file:|www\.)\S+ {_OF}|"
    rf"{_OF.replace('|of|de', '')}",
    re.I,
)

Read = tuple[Page, tuple[Line, ...]]
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


def order_of(document: Document) -> Order:
    pages = list(zip(document.pages, lines_by_page(document), strict=True))
    if document.kind != "pdf" or len(pages) < 2:
        return Order(tuple(page.number for page in document.pages), {})
    counted = _counted(pages)
    again = _again(document.pages, counted)
    kept = [page.number for page in document.pages if page.number not in again]
    return Order(tuple(_sorted(kept, counted)), again)


def _counted(pages: Sequence[Read]) -> dict[int, tuple[int, int]]:
    """Page -> what it says it is, `(3, 5)`: of the one total that most pages name."""
    found: dict[int, set[tuple[int, int]]] = {}
    for page, lines in pages:
        for line in lines:
            inside = MARGIN * page.height < line.box[1] and line.box[3] < (1 - MARGIN) * page.height
            text = line.text
            match = None if inside or max(text) < "0" else _COUNTED.fullmatch(text)
            if match is None:
                continue
            number, total = (int(part) for part in match.groups() if part is not None)
            if 0 < number <= total and total > 1:
                found.setdefault(page.number, set()).add((number, total))
    totals = Counter(total for said in found.values() for total in {total for _, total in said})
    if not totals:
        return {}
    whole = totals.most_common(1)[0][0]
    said = {page: [one for one in ones if one[1] == whole] for page, ones in found.items()}
    return {page: ones[0] for page, ones in said.items() if len(ones) == 1}


def _again(pages: Sequence[Page], counted: dict[int, tuple[int, int]]) -> dict[int, int]:
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


def _sorted(pages: Sequence[int], counted: dict[int, tuple[int, int]]) -> list[int]:
    """The pages as they count themselves, if every page but a cover does, and no two claim one place."""
    cover = next((n for n, page in enumerate(pages) if page in counted), len(pages))
    rest = pages[cover:]
    places = [counted[page][0] for page in rest if page in counted]
    if len(places) < len(rest) or len(set(places)) < len(places):
        return list(pages)
    return [*pages[:cover], *sorted(rest, key=lambda page: counted[page][0])]

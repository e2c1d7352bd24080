"""The number that each page of a print says it has: `3/5`, `Page 3 of 5`, at its head or foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from creditai.documents import Document
from creditai.documents.latest import of_the_latest
from creditai.documents.lines import lines_by_page

MARGIN = 0.16
"""The share of a page's height at its head and foot in which its number stands."""
_OF = r"(\d{1,3}) ?(?:/|of|de) ?(\d{1,3})"
_NAMED = re.compile(
    rf"(?:.{{0,160}}\b)?(?:page|pg\.?|página|pagina):? {_OF}(?:\b.{{0,160}})?|(?:.{{0,120}} )?(?:https?:|file:|www\.)\S+ {_OF}",
    re.I,
)
_BARE = re.compile(_OF.replace("|of|de", ""))


@dataclass(frozen=True)
class Numbers:
    """`of`: how many pages the print says it has; `at`: page of the file -> the number it prints; `named`: a page says
    that it is one, or stands behind an address."""

    of: int = 0
    at: Mapping[int, int] = field(default_factory=dict)
    named: bool = False


@of_the_latest
def numbers_of(document: Document) -> Numbers:
    """Of the one total that most pages name. The order of its pages and what is absent go by the same."""
    found: dict[int, set[tuple[int, int]]] = {}
    named: set[tuple[int, int]] = set()
    if document.kind != "pdf":
        return Numbers()
    for page, lines in zip(document.pages, lines_by_page(document), strict=True):
        for line in lines:
            if MARGIN * page.height < line.box[1] and line.box[3] < (1 - MARGIN) * page.height:
                continue
            said = _said(line.text)
            if said is not None:
                found.setdefault(page.number, set()).add(said[:2])
                named |= {said[:2]} if said[2] else set()
    totals = Counter(total for said in found.values() for total in {total for _, total in said})
    if not totals:
        return Numbers()
    whole = totals.most_common(1)[0][0]
    own = {page: [number for number, total in said if total == whole] for page, said in found.items()}
    return Numbers(
        whole,
        {page: numbers[0] for page, numbers in own.items() if len(numbers) == 1},
        any(total == whole for _, total in named),
    )


def _said(text: str) -> tuple[int, int, bool] | None:
    """Number, of how many, and whether it is surely a page's."""
    if max(text) < "0":
        return None
    named = _NAMED.fullmatch(text)
    match = named or _BARE.fullmatch(text)
    if match is None:
        return None
    number, total = (int(part) for part in match.groups() if part is not None)
    return (number, total, named is not None) if 0 < number <= total and total > 1 else None

"""One file, several reports: printed one behind the other, scanned in one go, merged. It is refused with the way out.

Read as one, the accounts of the second would be the first one's, printed twice and dated after their own report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from creditai.documents import Document
from creditai.errors import SeveralReports
from creditai.forms.signatures import text_lines
from creditai.report import Report
from creditai.values import PartialDate, Why, parse_date

_WAY_OUT = "Save each report as a file of its own, then give them all at once."
_TOP, _BEGINNING = 15, 3
"""Lines at the top of a page in which a report begins, and how many of them must be those of the first page."""
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(rf"{_MONTH}\.? \d{{1,2}},? \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d\d-\d\d", re.I)


def refuse_pulls(document: Document, report: Report) -> None:
    """SeveralReports when one bureau's print begins again on a later page, with another day as its own date.

    It begins in the same words in each pull. A vendor's print of several bureaus has a date for each of them, and is left
    alone."""
    found = report.evidence.get("/report_date")
    if found is None or len(report.source.bureaus) > 1:
        return
    tops = _tops(document)
    own = {
        words: day
        for words, text in tops.get(found.page, {}).items()
        if found.text in text
        for day in _days(text)
    }
    for page in (page for page in tops if page > found.page):
        common = tops[found.page].keys() & tops[page].keys()
        again = {words: day for words in common & own.keys() for day in _days(tops[page][words])}
        if len(common) >= _BEGINNING and any(own[words] != day for words, day in again.items()):
            raise SeveralReports(f"Page {page} begins a second report. {_WAY_OUT}", page=page)


def _tops(document: Document) -> dict[int, dict[str, str]]:
    """The first lines of each page, without what every page begins with: their words, and the line itself."""
    tops: dict[int, dict[str, str]] = {}
    for page, text in text_lines(document):
        lines = tops.setdefault(page, {})
        if len(lines) < _TOP:
            lines.setdefault(_words(text), text)
    often = Counter(words for lines in tops.values() for words in lines)
    running = {words for words, pages in often.items() if pages > len(tops) / 2}
    return {page: {w: t for w, t in lines.items() if w not in running} for page, lines in tops.items()}


def refuse_prints(document: Document, claims: Sequence[tuple[str, Callable[[Document], bool]]]) -> None:
    """SeveralReports when the layouts that claim the document do so of pages that follow each other. `claims`: the name
    of each, and whether it recognises a document."""
    ordered = sorted(
        ((_first_end(document, knows), name, knows) for name, knows in claims), key=lambda c: c[0]
    )
    for (_, _, one), (until, _, _) in pairwise(ordered):
        if one(_part(document, until - 1)):
            return  # both stand in the same pages: that is our defect
    named = "".join(f", and from page {until} on {name}" for until, name, _ in ordered[1:])
    raise SeveralReports(
        f"Several reports in one file, one behind the other: {ordered[0][1]}{named}. {_WAY_OUT}",
        page=ordered[1][0],
    )


def _first_end(document: Document, knows: Callable[[Document], bool]) -> int:
    """How many pages from the first on are enough for it."""
    low, high = 1, len(document.pages)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if knows(_part(document, 0, middle)) else (middle + 1, high)
    return low


def _part(document: Document, first: int, end: int | None = None) -> Document:
    return replace(document, pages=document.pages[first:end])


def _days(text: str) -> Iterator[PartialDate]:
    for printed in _DATE.findall(text):
        day = parse_date(printed)
        if not isinstance(day, Why):
            yield day


def _words(text: str) -> str:
    """The line without what changes from one pull to the next."""
    return re.sub(r"[\d#-]+", "#", _DATE.sub("@", " ".join(text.split()))).casefold()

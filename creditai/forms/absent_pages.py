"""Pages that a print counts and the file does not hold: saved in part, or a sheet left out at the scanner.

An account on one of them is not gone from the report, so who compares two pulls must know. The pages tell by themselves:
`4/9`, `Page 4 of 9` at their top or bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from creditai.documents import Document
from creditai.documents.lines import lines_by_page
from creditai.documents.page_order import order_of

_EDGE = 3
"""Lines at the top and at the bottom of a page among which its number stands."""
_NUMBER = re.compile(r"(?:^|\s)(\d{1,3})\s?(?:/|of|de)\s?(\d{1,3})\W*$", re.I)
_SURE = re.compile(r"\bpage\b|https?:|file:|página", re.I)
"""What tells a page's number from any other two where there is but one page to go by."""


def absent_pages(document: Document) -> tuple[int, ...]:
    """Their numbers; none unless all pages that are there print theirs, of one whole, in the order in which they are read."""
    pages = order_of(document).of(lines_by_page(document))
    found = [list(_numbers([line.text for line in (*lines[:_EDGE], *lines[-_EDGE:])])) for lines in pages]
    for whole in sorted({whole for each in found for _, whole, _ in each}, reverse=True):
        numbers = [next(((n, sure) for n, of, sure in each if of == whole), None) for each in found]
        told = [number for number, _ in filter(None, numbers)]
        sure = len(told) > 1 or any(sure for _, sure in filter(None, numbers))
        if sure and len(told) == len(pages) <= whole and told == sorted(set(told)):
            return tuple(sorted(set(range(1, whole + 1)) - set(told)))
    return ()


def _numbers(lines: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """(number, of how many, whether it is surely a page's)."""
    for text in lines:
        found = _NUMBER.search(text)
        if found is not None and 1 <= int(found[1]) <= int(found[2]):
            yield int(found[1]), int(found[2]), _SURE.search(text) is not None


def in_words(absent: Sequence[int]) -> str:
    """`Page 5 is not in this file ...`; a sentence for the person."""
    runs: list[list[int]] = []
    for number in absent:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    one = len(absent) == 1
    return (
        f"{'Page' if one else 'Pages'} {shown} {'is' if one else 'are'} not in this file, by the numbers that its pages "
        "print: what stands there is unknown, not gone. Save or scan the whole report."
    )

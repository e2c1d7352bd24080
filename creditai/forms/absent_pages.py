"""Pages that a print counts and the file does not hold: saved in part, or a sheet left out at the scanner.

An account on one of them is not gone from the report, so who compares two pulls must know. The pages tell by themselves:
`4/9`, `Page 4 of 9` at their top or bottom.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Document
from creditai.documents.page_numbers import numbers_of
from creditai.documents.page_order import order_of


def absent_pages(document: Document) -> tuple[int, ...]:
    """Their numbers; none unless all pages that are there print theirs, of one whole, in the order in which they are read."""
    numbers, pages = numbers_of(document), order_of(document).pages
    told = [numbers.at[page] for page in pages if page in numbers.at]
    sure = len(told) > 1 or numbers.named  # a page alone may print any two numbers
    if not sure or len(told) < len(pages) or told != sorted(set(told)):
        return ()
    return tuple(sorted(set(range(1, numbers.of + 1)) - set(told)))


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

"""What number a page says it has: one piece for the order of pages and for those that are absent."""

from __future__ import annotations

import pytest

from creditai.documents.page_numbers import numbers_of
from creditai.documents.page_order import order_of
from tests.creditai.forms.typed import document

BODY = "# Accounts\nBalance $412\nOpened 03/2019\nLimit $500\n"


@pytest.mark.parametrize(
    ("foot", "of", "at", "named"),
    [
        ("Page 2 of 5", 5, {1: 2}, True),
        ("https://example.org/print 1/4", 4, {1: 1}, True),
        ("FILE # 77   PAGE 1 OF 3", 3, {1: 1}, True),
        ("1/3", 3, {1: 1}, False),
        ("Paid 10 of 60", 0, {}, False),
        ("5 of 3", 0, {}, False),
    ],
)
def test_a_number_at_the_edge_of_a_page(foot: str, of: int, at: dict[int, int], named: bool) -> None:
    numbers = numbers_of(document(BODY + foot))
    assert (numbers.of, dict(numbers.at), numbers.named) == (of, at, named)


def test_the_total_that_most_pages_name_counts() -> None:
    pages = [f"{BODY}Page {n} of 3" for n in (1, 2, 3)]
    assert numbers_of(document(pages[0] + "\n1/2", *pages[1:])).at == {1: 1, 2: 2, 3: 3}


def test_a_document_is_looked_through_once() -> None:
    one, other = document(BODY + "Page 1 of 2"), document(BODY + "Page 2 of 2")
    assert numbers_of(one) is numbers_of(one)
    assert order_of(one) is order_of(one)
    assert numbers_of(other).at == {1: 2}

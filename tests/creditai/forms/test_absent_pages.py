"""What a print counts and a file does not hold, by the numbers that its pages print."""

from __future__ import annotations

import pytest

from creditai.forms.absent_pages import absent_pages, in_words
from tests.creditai.forms.typed import document


def numbered(*feet: str) -> tuple[int, ...]:
    return absent_pages(
        document(*[f"# Accounts\nBalance $412\nOpened 03/2019\nLimit $500\n{foot}" for foot in feet])
    )


@pytest.mark.parametrize(
    ("feet", "absent"),
    [
        (["https://example.org/print 1/4", "https://example.org/print 2/4"], (3, 4)),
        (["Page 2 of 5", "Page 3 of 5", "Page 5 of 5"], (1, 4)),
        (["Page 1 of 3"], (2, 3)),
        (["1/3", "2/3", "3/3"], ()),
        (["Page 1 of 2", "Page 2 of 2"], ()),
        (["Reported 03/19"], ()),  # a month alone is no page
        (["Paid 10 of 60", "Paid 11 of 60", "and nothing"], ()),
        (["Term 12 of 60", "Term 12 of 60"], ()),  # twice the same number
        (["Page 3 of 4", "Page 2 of 4"], (1, 4)),  # read as they count themselves
        (["Page 1 of 2", "Page 2 of 2", "Page 1 of 2", "Page 2 of 2"], ()),
        (["10/15/2026", "10/15/2026"], ()),
        (["", ""], ()),
    ],
)
def test_pages_that_are_counted_and_are_not_there(feet: list[str], absent: tuple[int, ...]) -> None:
    assert numbered(*feet) == absent


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        ((5,), "Page 5 is not in"),
        ((5, 6, 7), "Pages 5 to 7 are not in"),
        ((1, 3, 4), "Pages 1, 3 to 4 are not in"),
    ],
)
def test_they_are_named_in_a_sentence(absent: tuple[int, ...], said: str) -> None:
    assert in_words(absent).startswith(said)

"""A quick no is never a wrong no: what a pattern needs is in every text that it is found in."""

from __future__ import annotations

import re

import pytest

from creditai.documents import Document, Page
from creditai.forms.signatures import count_signatures


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        (r"\bdate issued:?", "date issued"),
        (r"\bcolou?r", "color"),
        (r"^\W*account info(?s:.)*\bbalance updated\b", "* account info more balance updated"),
        (r"\bopen/closed\b", "open/closed"),
        (r"^\d\.1 \w", "4.1 summary"),
        (r"\bloan|credit", "a credit"),
        (r"(?:terms|rates) apply", "rates apply"),
        (r"ab*c", "ac"),
        (r"ab{0,2}c", "ac"),
        (r"(?:ab(?s:.)*cd)?ef", "ef"),
        (r"ab(?s:.)*c?d", "ab d"),
    ],
)
def test_what_matches_is_counted(phrase: str, text: str) -> None:
    assert re.search(phrase, text, re.M)
    assert count_signatures(Document((Page(1, 612, 792),), "pdf", title=text), phrase) == 1


def test_what_does_not_match_is_not() -> None:
    title = "reopen/closed balance"
    assert count_signatures(Document((Page(1, 612, 792),), "pdf", title=title), r"\bopen/closed\b", "^x") == 0

"""`6/91` counts pages; a month and a year at the foot of a page does not."""

from __future__ import annotations

from creditai.documents import Document, Page, Word
from creditai.documents.flow import reading


def pages(*feet: str) -> Document:
    return Document(
        tuple(
            Page(n, 612, 792, (Word("Balance", 40, 300, 80, 310, n), Word(foot, 300, 770, 340, 780, n)))
            for n, foot in enumerate(feet, start=1)
        ),
        "pdf",
    )


def heads(document: Document) -> list[str]:
    return [" ".join(w.text for w in words) for _, words in reading(document).heads]


def test_a_count_that_rises_with_the_pages_is_a_running_head() -> None:
    assert heads(pages("1/3", "2/3", "3/3")) == ["1/3", "2/3", "3/3"]


def test_a_month_and_year_at_the_foot_of_a_page_is_a_value() -> None:
    assert heads(pages("11/2021", "none", "none")) == []
    assert heads(pages("11/2021", "03/2021", "none")) == []

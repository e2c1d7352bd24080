"""How letters fall onto pages."""

from __future__ import annotations

import pytest

from creditai.disputes import guard, typesetting
from creditai.disputes.kinds import compose
from tests.creditai.disputes.cast import CARD, case, request, standing


def pages(entries: int) -> list[str]:
    cards = [
        {**CARD, "furnisher": f"SAMPLE BANK {i}", "account_number": f"4123{i:02}XXXX"} for i in range(entries)
    ]
    given = standing(case(accounts=cards, inquiries=[]))
    letter = compose("initial-dispute", request(given))
    pdf = typesetting.pdf(letter)
    guard.check(letter, pdf, given)
    return guard.text_of(pdf)


def test_a_little_more_than_a_page_is_set_tighter() -> None:
    assert len(pages(7)) == 1


@pytest.mark.parametrize("entries", [9, 14, 40])
def test_the_end_of_a_letter_stays_together(entries: int) -> None:
    *_, last = pages(entries)
    for part in ("Please send me the results", "Sincerely", "Enclosures", "Copy of page"):
        assert part in last


@pytest.mark.parametrize("entries", [8, 9, 10, 11, 12, 13, 21])
def test_no_page_has_a_signature_and_nothing_that_is_signed(entries: int) -> None:
    each = pages(entries)
    assert len(each) > 1
    assert "SAMPLE BANK" in each[-1]
    assert [page.count("What I ask") for page in each] == [1] * len(each)


def test_the_heads_of_the_table_are_repeated() -> None:
    assert all("What I ask" in page for page in pages(40)[:4])

"""Dot leaders are no words; dots that hide the end of a number are."""

from __future__ import annotations

import pytest

from creditai.documents import Word
from creditai.documents.leaders import without_leaders


def word(text: str) -> Word:
    return Word(text, 100, 20, 300, 30, size=10)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (["Balance", "..............", "$742"], ["Balance", "$742"]),
        (["opened............"], ["opened"]),
        (["Balance............$742"], ["Balance", "$742"]),
        (["Balance", "………………", "$742"], ["Balance", "$742"]),
        (["412345678901....", "4123......", "****......"], ["412345678901....", "4123......", "****......"]),
        (["and", "so", "on..."], ["and", "so", "on..."]),
        (["-" * 60, "TRADELINES", "=" * 12], ["TRADELINES"]),
        (["----", "**********", "-"], ["----", "**********", "-"]),
    ],
)
def test_leaders_are_left_out(printed: list[str], kept: list[str]) -> None:
    assert [w.text for w in without_leaders([word(text) for text in printed])] == kept


def test_the_parts_stand_where_they_stood() -> None:
    label, value = without_leaders([word("Balance............$742")])
    assert (label.x0, value.x1) == (100, 300)
    assert label.x1 < value.x0

"""What was taken apart before is taken apart again only where it stands over something else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from creditai.forms.pairs.rows import rows_of
from creditai.vocabulary.labels import account_heads, account_labels, person_labels
from tests.creditai.forms.typed import lines

BLOCK = lines(
    """
Account Name   SAMPLE BANK           Date of First
Account Type   Credit Card           Delinquency     03/2024
Balance        $1,200                High
Status         Open                  Balance         $2,400
Opened         Terms        Limit
03/15/2019     Revolving    $5,000
Comments
Consumer disputes this account
"""
)


@given(st.lists(st.booleans(), min_size=len(BLOCK), max_size=len(BLOCK)))
def test_known_rows_change_nothing(kept: list[bool]) -> None:
    rest = [line for line, stays in zip(BLOCK, kept, strict=True) if stays]
    known = rows_of(BLOCK, account_labels(), account_heads())
    assert rows_of(rest, account_labels(), account_heads(), known) == rows_of(
        rest, account_labels(), account_heads()
    )


def test_the_block_has_labels_that_wrap_and_a_row_of_heads() -> None:
    known = rows_of(BLOCK, account_labels(), account_heads())
    assert [len(row.wrapped) for row in known].count(0) < len(known)
    assert [label.name for label in known[4].labels] == ["opened", "terms", "credit_limit"]


def test_a_line_over_the_same_one_is_not_taken_apart_again() -> None:
    known = rows_of(BLOCK, account_labels(), account_heads())
    again = rows_of(BLOCK[2:], account_labels(), account_heads(), known)
    assert all(new.items is old.items for new, old in zip(again[2:], known[4:], strict=True))


def test_rows_of_other_wordings_are_not_taken_for_these() -> None:
    known = rows_of(BLOCK, person_labels())
    assert rows_of(BLOCK, account_labels(), None, known) == rows_of(BLOCK, account_labels())


def test_a_line_that_now_gives_words_to_the_one_above_is_taken_apart_again() -> None:
    delinquency, status, first = lines("Delinquency  03/2024\nStatus  Open\nDate of First")
    known = rows_of([delinquency, status, first], account_labels())
    moved = [first, delinquency, status]
    assert rows_of(moved, account_labels())[0].labels[0].name == "first_delinquency"
    assert rows_of(moved, account_labels(), None, known) == rows_of(moved, account_labels())

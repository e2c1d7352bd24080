"""What fails for one fails for nobody else; what fails for all is not tried for all."""

from __future__ import annotations

from functools import partial

import pytest

from creditai.errors import Unavailable
from creditai.flows.one_by_one import MOST, one_by_one

DONE: list[int] = []


@pytest.fixture(autouse=True)
def _fresh() -> None:
    DONE.clear()


def act(number: int, ill: set[int]) -> None:
    if number in ill:
        raise Unavailable(f"{number} is ill.")
    DONE.append(number)


def test_the_others_are_done_and_the_first_failure_is_told() -> None:
    with pytest.raises(Unavailable, match="1 is ill"):
        one_by_one(partial(act, each, {1, 3}) for each in range(6))
    assert DONE == [0, 2, 4, 5]


def test_without_a_failure_nothing_is_told() -> None:
    one_by_one(partial(act, each, set()) for each in range(3))
    assert DONE == [0, 1, 2]


def test_what_fails_for_everybody_is_given_up() -> None:
    with pytest.raises(Unavailable, match="0 is ill"):
        one_by_one(partial(act, each, set(range(1000))) for each in range(1001))
    assert DONE == []


def test_many_who_are_ill_apart_hold_up_nobody() -> None:
    ill = set(range(0, 4 * MOST, 2))
    with pytest.raises(Unavailable):
        one_by_one(partial(act, each, ill) for each in range(4 * MOST))
    assert len(DONE) == 2 * MOST

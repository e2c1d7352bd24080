"""A clean life obeys accounting and the reporting standard, at every bureau and on every day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditai.report import Account
from creditai.values import months_between
from tests.corpus.creditors import number
from tests.corpus.files import files_of
from tests.corpus.lives import life

seeds = st.integers(0, 100_000)


def accounts_of(seed: int, later: int) -> tuple[date, list[Account]]:
    lived = life(Random(seed), seed % 9, trouble=0.8)
    day = lived.today + timedelta(days=later)
    return day, [k.account for file in files_of(lived, seed, day) for k in file.accounts]


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from((0, 92)))
def test_amounts_and_dates_agree(seed: int, later: int) -> None:
    day, accounts = accounts_of(seed, later)
    for a in accounts:
        assert a.balance is not None
        assert a.past_due is not None
        assert Decimal(0) <= a.past_due <= a.balance
        assert a.high_credit is not None
        assert a.portfolio == "mortgage" or a.balance <= a.high_credit
        assert a.opened is not None
        assert a.reported is not None
        assert a.opened <= a.reported
        assert a.reported.latest <= day
        for seen in (a.closed, a.last_payment):
            assert seen is None or seen.latest <= day
        if a.status in ("paid", "transferred", "bankruptcy"):
            assert a.balance == 0
        if a.status == "current":
            assert a.past_due == 0


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_a_loss_has_one_first_delinquency(seed: int) -> None:
    _, accounts = accounts_of(seed, 0)
    lost = {a.furnisher: a for a in accounts if a.status == "charge_off"}
    for a in lost.values():
        assert a.first_delinquency is not None
        assert a.charged_off is not None
        assert 150 <= (a.charged_off.earliest - a.first_delinquency.earliest).days <= 215
        assert a.monthly_payment is None
    for a in accounts:
        if a.portfolio == "collection" and a.original_creditor in lost:
            assert a.first_delinquency == lost[a.original_creditor].first_delinquency
            assert lost[a.original_creditor].balance == 0
            assert a.opened is not None
            assert a.first_delinquency is not None
            assert a.first_delinquency < a.opened


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_histories_run_without_holes_newest_first_and_not_too_far_back(seed: int) -> None:
    day, accounts = accounts_of(seed, 0)
    for a in accounts:
        months = [h.month for h in a.payment_history]
        assert months == sorted(months, reverse=True)
        assert all(months_between(older, newer) == 1 for newer, older in pairwise(months))
        assert not months or (day.year - months[-1].year) * 12 + day.month - (months[-1].month or 0) < 84


def test_the_same_seed_is_the_same_life() -> None:
    assert files_of(life(Random(5), 6), 5) == files_of(life(Random(5), 6), 5)


@pytest.mark.parametrize("length", [9, 10, 16])
def test_no_account_number_passes_the_luhn_check(length: int) -> None:
    for seed in range(300):
        digits = [int(c) for c in reversed(number(Random(seed), length))]
        doubled = [d if n % 2 == 0 else sum(divmod(2 * d, 10)) for n, d in enumerate(digits)]
        assert sum(doubled) % 10 != 0

"""Printed text -> values, or why not; never a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai import values
from creditai.values import PartialDate, Why


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1,234", "1234"),
        ("$1,234.56", "1234.56"),
        ("1,234", "1234"),
        ("$ 1,234", "1234"),
        ("($12)", "-12"),
        ("$(12)", "-12"),
        ("-$12", "-12"),
        ("$1,234*", "1234"),
        ("$0", "0"),
        ("1234567", "1234567"),
    ],
)
def test_an_amount_is_read_as_it_is_printed(text: str, amount: str) -> None:
    assert values.parse_money(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["1,23", "$1.234", "12 months", "$", "1,234,56", "(12", "Paid", "$5K"])
def test_no_money(text: str) -> None:
    assert values.parse_money(text) == Why("unreadable")


@pytest.mark.parametrize("text", ["-", "--", "N/A", "NA", "n/a", "—", "None", "Not Reported"])
def test_dashes_are_not_zero(text: str) -> None:
    assert values.parse_money(text) == Why("dash")
    assert values.parse_date(text) == Why("dash")


def test_a_blank_is_no_value_and_says_so() -> None:
    assert values.parse_money("  ") == Why("blank")
    assert values.parse_date("") == Why("blank")
    assert values.parse_phone("") == Why("blank")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("03/15/2019", "2019-03-15"),
        ("3/5/2019", "2019-03-05"),
        ("03/2019", "2019-03"),
        ("Mar 2026", "2026-03"),
        ("Mar 15, 2027", "2027-03-15"),
        ("March 15, 2027", "2027-03-15"),
        ("Sept. 2021", "2021-09"),
        ("2019-03-15", "2019-03-15"),
        ("15.3.2024", "2024-03-15"),
        ("15 de marzo de 2027", "2027-03-15"),
        ("Ene 2020", "2020-01"),
        ("25/03/2019", "2019-03-25"),
        ("1965", "1965"),
    ],
)
def test_dates_keep_their_precision(text: str, iso: str) -> None:
    assert str(values.parse_date(text)) == iso


@pytest.mark.parametrize(
    "text", ["02/30/2020", "13/13/2020", "01/26", "Mar 15", "Mar 24", "Pays", "00/2020", "03/15/0019"]
)
def test_no_dates(text: str) -> None:
    assert values.parse_date(text) == Why("unreadable")


def test_day_and_month_that_could_be_either() -> None:
    assert values.parse_date("3.4.2024") == Why("ambiguous")
    assert values.parse_date("03/04/2024", order="unknown") == Why("ambiguous")
    assert values.parse_date("04/04/2024", order="unknown") == PartialDate(2024, 4, 4)


def test_short_months_only_where_the_print_says_so() -> None:
    assert values.parse_date("01/26", short="month") == PartialDate(2026, 1)


@pytest.mark.parametrize("text", ["XXX-XX-4321", "987-65-4321", "***-**-4321", "4321", "xxx xx 4321"])
def test_only_the_last_four_of_a_social_security_number(text: str) -> None:
    assert values.parse_ssn_last4(text) == "4321"


@pytest.mark.parametrize("text", ["(800) 555-0100", "800-555-0100", "800.555.0100", "1-800-555-0100"])
def test_phones_stay_as_printed(text: str) -> None:
    assert values.parse_phone(text) == text


def test_scales_and_scores() -> None:
    assert values.parse_range("300 – 850") == (300, 850)
    assert values.parse_range("850-300") == Why("unreadable")
    assert values.parse_score("628") == 628
    assert values.parse_score("62") == Why("unreadable")


@given(st.text(max_size=40))
def test_every_parser_is_total(text: str) -> None:
    for parse in (
        values.parse_money,
        values.parse_date,
        values.parse_phone,
        values.parse_ssn_last4,
        values.parse_range,
        values.parse_score,
        values.parse_month_name,
    ):
        parse(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_printed_day_comes_back(day: date) -> None:
    for printed in (f"{day:%m/%d/%Y}", f"{day:%b %d, %Y}", f"{day:%B %d, %Y}", f"{day:%Y-%m-%d}"):
        assert values.parse_date(printed) == PartialDate.of(day)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_printed_amount_comes_back(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert values.parse_money(f"${amount:,.2f}") == amount

"""Linking: which lines are one account. Invented people and furnishers."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditai.examples import case_of
from creditai.linking import Link, link, people
from creditai.linking.names import likeness
from creditai.linking.numbers import agreement

CARD: dict[str, Any] = {
    "furnisher": "FIRST SAMPLE BANK NA",
    "account_number": "412345XXXXXXXXXX",
    "opened": "2019-03-15",
    "credit_limit": "5000.00",
    "portfolio": "revolving",
    "responsibility": "individual",
}


def links(*reports: dict[str, Any]) -> tuple[Link, ...]:
    return link(case_of({"reports": list(reports)}).reports)


def report(bureau: str, *accounts: dict[str, Any], date: str = "2026-01-15", **rest: Any) -> dict[str, Any]:
    return {"bureau": bureau, "report_date": date, "accounts": list(accounts), **rest}


def together(found: tuple[Link, ...], kind: str) -> set[tuple[tuple[str, ...], str]]:
    return {(one.accounts, one.certainty) for one in found if one.kind == kind}


A, B, C = "/reports/0/accounts/0", "/reports/1/accounts/0", "/reports/2/accounts/0"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("SYNCB/AMAZON", "SYNCHRONY BANK/AMAZON PLCC", "same"),
        ("SYNCB/AMAZON", "SYNCB/LOWES", "other"),
        ("SYNCB/AMAZON", "SYNCHRONY BANK", "like"),
        ("JPMCB CARD", "CHASE CARD SERVICES", "same"),
        ("JPMCB CARD", "JPMORGAN CHASE BANK N.A.", "like"),
        ("FIRST SAMPLE BANK NA", "First Sample Bk", "same"),
        ("FST SAMPLE BANK", "First Sample Bank, N.A.", "same"),
        ("FIRST SAMPLE BANK", "SECOND SAMPLE BANK", "other"),
        ("EXAMPLE COLLECTIONS LLC", "EXAMPLE COLLECTI", "same"),
        ("EXAMPLE FEDERAL CREDIT UNION", "EXAMPLE FCU", "same"),
        ("FIRST NATIONAL BANK", "FIRST FEDERAL BANK", "other"),
        ("DEPT OF ED/NELNET", "US DEPT OF EDUCATION/NELNET", "same"),
        ("CAP ONE", "CAPITAL ONE BANK USA NA", "same"),
        ("US BANK", "USBANK CARDS", "same"),
        ("SMPL BANK", "SAMPLE BANK", "same"),
        ("MIDLAND FUND", "MIDLAND FUNDING LLC", "same"),
        ("CAPITAL ONE", "CREDIT ONE BANK", "other"),
        ("PNC BANK", "PENFED", "other"),
        ("FIRST NATIONAL BANK", "FIRST PREMIER BANK", "other"),
        ("COMENITY/VICTORIA", "COMENITY/ULTA", "other"),
        ("CITIZENS BANK", "CITIBANK", "other"),
        ("", "FIRST SAMPLE BANK", "other"),
    ],
)
def test_two_prints_of_a_furnishers_name_are_one_or_not(one: str, other: str, expected: str) -> None:
    assert likeness(one, other) == likeness(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "digits", "conflict"),
    [
        ("412345XXXXXXXXXX", "*0042", 0, False),
        ("412345XXXXXXXXXX", "412345678901****", 6, False),
        ("412345XXXXXXXXXX", "412346678901****", 0, True),
        ("****0042", "*0042", 4, False),
        ("****0042", "*0043", 0, True),
        ("412300****", "412345678901****", 0, True),
        ("4123456789010042", "*0042", 4, False),
        ("4123456789010042", "412345678901....", 12, False),
        ("4123456789010042", "412345XXXXXX0042", 10, False),
        ("ABCDXXXX", "ABCD1234****", 4, False),
        ("4123-45XX-XXXX-XXXX", "412345678901****", 6, False),
        ("0042", "*0042", 4, False),
        ("0042", "412345XXXX", 0, False),
        ("00123456", "123456", 6, False),
        ("XXXXXXXX", "*0042", 0, False),
        ("12345678", "12345679", 0, True),
    ],
)
def test_masked_numbers_agree_differ_or_say_nothing(
    one: str, other: str, digits: int, conflict: bool
) -> None:
    for found in (agreement(one, other), agreement(other, one)):
        assert (found.digits, found.conflict) == (digits, conflict)


def test_three_bureaus_three_names_three_masks_are_one_account() -> None:
    found = links(
        report("experian", CARD),
        report("equifax", {**CARD, "furnisher": "First Sample Bk", "account_number": "*0042"}),
        report("transunion", {**CARD, "furnisher": "FST SAMPLE BANK", "account_number": "412345678901****"}),
    )
    assert together(found, "bureaus") == {((A, B, C), "certain")}


def test_no_overlap_of_digits_and_no_amount_is_only_a_maybe() -> None:
    bare = {k: v for k, v in CARD.items() if k not in ("credit_limit", "responsibility")}
    found = links(report("experian", bare), report("equifax", {**bare, "account_number": "*0042"}))
    assert together(found, "bureaus") == {((A, B), "maybe")}


def test_a_conflicting_digit_ends_it() -> None:
    other = {**CARD, "account_number": "412346678901****"}
    assert links(report("experian", CARD), report("transunion", other)) == ()


def test_a_kind_that_differs_without_the_number_is_another_account() -> None:
    loan = {**CARD, "account_number": "*0042", "portfolio": "mortgage", "credit_limit": None}
    assert links(report("experian", CARD), report("equifax", loan)) == ()


def test_opening_dates_that_differ_are_linked_by_number_and_amount() -> None:
    other = {**CARD, "account_number": "412345678901****", "opened": "2021-03-15"}
    whole = {**CARD, "account_number": "4123456789010042"}
    found = links(report("experian", whole), report("transunion", other))
    assert together(found, "bureaus") == {((A, B), "certain")}


def test_two_cards_of_one_bank_on_one_day_are_not_crossed() -> None:
    second = {**CARD, "credit_limit": "900.00", "account_number": "412345XXXXXXXXXX"}
    found = links(
        report("experian", CARD, second),
        report(
            "transunion",
            {**second, "account_number": "412345111111****"},
            {**CARD, "account_number": "412345222222****"},
        ),
    )
    assert {accounts for accounts, _ in together(found, "bureaus")} == {
        ("/reports/0/accounts/0", "/reports/1/accounts/1"),
        ("/reports/0/accounts/1", "/reports/1/accounts/0"),
    }


def test_two_cards_that_paper_cannot_tell_apart_are_left_alone() -> None:
    found = links(
        report("experian", CARD, {**CARD, "balance": "1.00"}),
        report("equifax", {**CARD, "account_number": "*0042"}, {**CARD, "account_number": "*0043"}),
    )
    assert found == ()


def test_lines_alike_word_for_word_keep_the_order_of_print() -> None:
    found = links(report("experian", CARD, CARD), report("experian", CARD, CARD, date="2026-04-15"))
    assert {accounts for accounts, _ in together(found, "pulls")} == {
        ("/reports/0/accounts/0", "/reports/1/accounts/0"),
        ("/reports/0/accounts/1", "/reports/1/accounts/1"),
    }


def test_student_loans_of_one_day_are_told_apart_by_amount() -> None:
    loans = [
        {
            "furnisher": "EXAMPLE LOAN SERVICING", "portfolio": "installment", "account_type": "Education",
            "responsibility": "individual", "opened": "2018-09-01", "high_credit": f"{1000 + 250 * n}.00",
        }
        for n in range(8)
    ]  # fmt: skip
    first = [{**loan, "account_number": f"9000{n}XXXX"} for n, loan in enumerate(loans)]
    second = [{**loan, "account_number": f"*77{n}1"} for n, loan in enumerate(loans)]
    found = links(report("experian", *first), report("equifax", *reversed(second)))
    assert together(found, "bureaus") == {
        ((f"/reports/0/accounts/{n}", f"/reports/1/accounts/{7 - n}"), "certain") for n in range(8)
    }


def test_one_merged_document_links_its_three_bureaus() -> None:
    one = {**CARD, "bureau": "experian"}
    two = {**CARD, "bureau": "equifax", "account_number": "*0042"}
    found = links({"bureau": None, "accounts": [one, two]})
    assert together(found, "bureaus") == {(("/reports/0/accounts/0", "/reports/0/accounts/1"), "certain")}


def test_pulls_bridge_an_absence() -> None:
    other = {**CARD, "furnisher": "EXAMPLE AUTO FINANCE", "account_number": "77001XXXX"}
    found = links(
        report("experian", CARD, date="2025-03-01"),
        report("experian", other, date="2025-06-01"),
        report("experian", CARD, date="2025-09-01"),
    )
    assert together(found, "pulls") == {((A, C), "certain")}


def test_a_newer_pull_is_linked_with_the_other_bureaus_too() -> None:
    limited = {**CARD, "account_number": "*0042"}
    found = links(
        report("experian", CARD), report("equifax", limited), report("experian", CARD, date="2026-04-15")
    )
    assert together(found, "bureaus") == {((A, B), "certain"), ((B, C), "certain")}
    assert together(found, "pulls") == {((A, C), "certain")}


COLLECTION: dict[str, Any] = {
    "furnisher": "EXAMPLE COLLECTIONS LLC", "account_number": "E77XXXX", "portfolio": "collection",
    "original_creditor": "FIRST SAMPLE BANK", "opened": "2023-05-01", "high_credit": "2100.00",
    "first_delinquency": "2022-06-10",
}  # fmt: skip
CHARGED: dict[str, Any] = {
    **CARD,
    "status": "charge_off",
    "charge_off_amount": "2000.00",
    "first_delinquency": "2022-06-01",
}


def test_a_debt_and_its_collector() -> None:
    found = links(report("experian", CHARGED, COLLECTION))
    assert together(found, "debt") == {(("/reports/0/accounts/0", "/reports/0/accounts/1"), "certain")}


@pytest.mark.parametrize(
    "change",
    [
        {"original_creditor": "SECOND SAMPLE BANK"},
        {"high_credit": "9000.00"},
        {"first_delinquency": None, "opened": "2020-01-01"},
    ],
)
def test_another_debt(change: dict[str, Any]) -> None:
    history = [{"month": "2022-12", "status": "CO"}]
    creditor = {**CHARGED, "payment_history": history}
    assert together(links(report("experian", creditor, {**COLLECTION, **change})), "debt") == set()


def test_two_debts_of_one_creditor_that_fit_alike_are_not_chosen_between() -> None:
    found = links(report("experian", CHARGED, {**CHARGED, "account_number": "412399XXXX"}, COLLECTION))
    assert together(found, "debt") == set()


DANA = {"names": ["DANA Q SAMPLE"], "ssn_last4": "4321", "birth_date": "1981-04-02"}


@pytest.mark.parametrize(
    ("other", "one_person"),
    [
        ({"names": ["SAMPLE, DANA"]}, True),
        ({"names": ["D SAMPLE"], "ssn_last4": "4321"}, True),
        ({**DANA, "ssn_last4": "4322"}, True),
        ({**DANA, "names": ["DANA EXAMPLE"]}, True),
        ({"names": ["DANA SAMPIE"]}, True),
        ({"names": ["DANIELA SAMPLE"]}, False),
        ({"names": ["ROBIN SAMPLE"], "ssn_last4": "4325", "birth_date": "1983-01-01"}, False),
        ({"names": ["ROBIN SAMPLE"]}, False),
        ({"names": ["DANA SAMPLE"], "ssn_last4": "4322", "birth_date": "1999-01-01"}, False),
        ({}, True),
    ],
)
def test_reports_of_two_people_are_told_apart(other: dict[str, Any], one_person: bool) -> None:
    reports = case_of(
        {"reports": [report("experian", CARD, consumer=DANA), report("equifax", CARD, consumer=other)]}
    ).reports
    assert (len(people(reports)) == 1) is one_person
    assert bool(link(reports)) is one_person


def test_a_suffix_that_differs_and_another_birth_date_are_father_and_son() -> None:
    senior = {"names": ["DANA SAMPLE SR"], "birth_date": "1950-01-01"}
    junior = {"names": ["DANA SAMPLE JR"], "birth_date": "1981-04-02"}
    assert links(report("experian", CARD, consumer=senior), report("equifax", CARD, consumer=junior)) == ()


# -- properties ---------------------------------------------------------------------------------

_NAMES = ("FIRST SAMPLE BANK", "EXAMPLE AUTO FINANCE", "SYNCB/EXAMPLE STORE", "EXAMPLE LOAN SERVICING")


@st.composite
def accounts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A person's lines: several at one furnisher, some on one day, each with its own number."""
    count = draw(st.integers(1, 7))
    numbers = draw(st.lists(st.integers(10**9, 10**10 - 1), min_size=count, max_size=count, unique=True))
    return [
        {
            "furnisher": draw(st.sampled_from(_NAMES)),
            "account_number": f"{number}",
            "opened": draw(st.sampled_from(["2019-03-15", "2019-03-15", "2020-01", "2021-07-01"])),
            "credit_limit": draw(st.sampled_from([None, "500.00", "5000.00"])),
            "balance": draw(st.sampled_from([None, "0.00", "123.00"])),
            "portfolio": "revolving",
            "responsibility": "individual",
        }
        for number in numbers
    ]


def masked(number: str, bureau: str) -> str:
    return {
        "experian": number[:6] + "XXXX",
        "equifax": "*" + number[-4:],
        "transunion": number[:-4] + "****",
    }[bureau]


def seen_by(bureau: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**line, "account_number": masked(line["account_number"], bureau)} for line in lines]


def named(found: tuple[Link, ...], names: dict[str, str]) -> set[tuple[frozenset[str], str, str, str]]:
    return {(frozenset(names[p] for p in one.accounts), one.kind, one.certainty, one.why) for one in found}


@settings(max_examples=60, deadline=None)
@given(accounts(), st.randoms(use_true_random=False))
def test_the_order_of_reports_and_lines_changes_nothing(lines: list[dict[str, Any]], random: Any) -> None:
    reports = [
        (b, i, line)
        for b in ("experian", "equifax", "transunion")
        for i, line in enumerate(seen_by(b, lines))
    ]
    told = []
    for shuffled in (False, True):
        bureaus = ["experian", "equifax", "transunion"]
        if shuffled:
            random.shuffle(bureaus)
        names, documents = {}, []
        for r, bureau in enumerate(bureaus):
            mine = [(i, line) for b, i, line in reports if b == bureau]
            if shuffled:
                random.shuffle(mine)
            names.update({f"/reports/{r}/accounts/{n}": f"{bureau} {i}" for n, (i, _) in enumerate(mine)})
            source = {"sha256": bureau}
            documents.append({**report(bureau, *(line for _, line in mine)), "source": source})
        told.append(named(links(*documents), names))
    assert told[0] == told[1]


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_a_copy_links_each_account_to_itself(lines: list[dict[str, Any]]) -> None:
    found = links(report("experian", *lines), report("experian", *lines, date="2026-04-15"))
    assert together(found, "pulls") == {
        ((f"/reports/0/accounts/{i}", f"/reports/1/accounts/{i}"), "certain") for i in range(len(lines))
    }


@settings(max_examples=100, deadline=None)
@given(accounts())
def test_conflicting_digits_are_never_linked_and_a_bureau_stands_once(lines: list[dict[str, Any]]) -> None:
    bureaus = ("experian", "equifax", "transunion")
    case = case_of({"reports": [report(b, *seen_by(b, lines)) for b in bureaus]})
    for one in link(case.reports):
        entries = [case.account(p).item for p in one.accounts]
        assert len({entry.bureau for entry in entries}) == len(entries)
        for a, b in itertools.combinations(entries, 2):
            assert not agreement(a.account_number or "", b.account_number or "").conflict


@settings(max_examples=100, deadline=None)
@given(accounts())
def test_what_is_certain_is_true(lines: list[dict[str, Any]]) -> None:
    bureaus = ("experian", "equifax", "transunion")
    for one in links(*(report(b, *seen_by(b, lines)) for b in bureaus)):
        places = {p.rsplit("/", 1)[1] for p in one.accounts}
        assert one.certainty == "maybe" or len(places) == 1


def test_many_reports_stay_fast() -> None:
    lines = [
        {**CARD, "furnisher": f"{chr(65 + n % 26)}SAMPLE {n % 31} BANK", "account_number": f"{n:06d}XXXX"}
        for n in range(80)
    ]
    reports = case_of(
        {
            "reports": [
                report("experian", *lines, date=f"{1990 + n // 12}-{1 + n % 12:02d}-01") for n in range(40)
            ]
        }
    ).reports
    started = time.process_time()
    found = link(reports)
    assert time.process_time() - started < 4
    assert len(together(found, "pulls")) == 80

"""Lenders' merges: narrow heads written downwards, their own key of letters, lists of one line each."""

from __future__ import annotations

import pytest

from creditai.layouts import lender_merge
from creditai.report import Report
from tests.creditai.forms import typed
from tests.creditai.forms.paper import finished

MERGE = """
! MERGED INFILE CREDIT REPORT
DATE ORDERED: 11/12/2026      REPOSITORIES: XP/TU/EF

! SCORE MODELS
EXPERIAN/FAIR ISAAC (VER. 2)    SAMPLE, DANA      702

! TRADELINES
E W CREDITOR                 DATE    DATE    HIGH      CURRENT   PAST    MO  30 60 90+  STATUS
C H ACCOUNT NUMBER           RPT     OPEN    CREDIT    BALANCE   DUE     REV TERMS      SOURCE
I B MOCK BANK                11/26   02/18   $3,414    $2,112    $0      48  0  0  0    AS AGREED
    4147647378288300                                                     REV            XP/TU

C B SPECIMEN AUTO            11/26   08/23   $21,319   $10,319   $0      38  1  0  0    AS AGREED
    8567220731                                                           INST           EF

P B SAMPLE STORES            11/26   08/23   $319      $19       $0      38  0  0  0    AS AGREED
    8567220744                                                           REV            EF

! INQUIRIES (LAST 120 DAYS)
11/12/2026 LANTERN HOME LOANS          XP/TU

! CREDITORS
MOCK BANK          PO BOX 1, MOCKFORD, ZZ 00017          (800) 555-0107

! ECOA KEY: C=JOINT CONTRACTUAL LIABILITY; P=PARTICIPANT; I=INDIVIDUAL
"""


def read(text: str) -> Report:
    document = typed.document(text)
    assert lender_merge.recognises(document)
    return finished(lender_merge.read(document))


def test_heads_written_downwards() -> None:
    report = read(MERGE)
    assert [(a.bureau, a.furnisher, a.account_number) for a in report.accounts] == [
        ("experian", "MOCK BANK", "4147647378288300"),
        ("transunion", "MOCK BANK", "4147647378288300"),
        ("equifax", "SPECIMEN AUTO", "8567220731"),
        ("equifax", "SAMPLE STORES", "8567220744"),
    ]
    first = report.accounts[0]
    assert (str(first.reported), str(first.opened), str(first.high_credit), str(first.balance)) == (
        "2026-11",
        "2018-02",
        "3414.00",
        "2112.00",
    )


def test_a_merges_own_key_says_what_its_letters_mean() -> None:
    """No word of the contract for a participant; a letter that the key leaves out is what it is everywhere."""
    report = read(MERGE)
    assert [a.responsibility for a in report.accounts] == ["individual", "individual", "joint", None]


def test_without_a_key_a_letter_that_is_not_everybodys_says_nothing() -> None:
    report = read(MERGE.replace("C=JOINT CONTRACTUAL LIABILITY; ", ""))
    assert report.accounts[2].responsibility is None


@pytest.mark.parametrize(
    ("completed", "day"), [("", "2026-11-12"), ("DATE COMPLETED: 11/13/2026", "2026-11-13")]
)
def test_a_report_is_of_the_day_it_was_ordered_where_nothing_else_is_said(completed: str, day: str) -> None:
    report = read(MERGE.replace("REPOSITORIES", f"{completed}      REPOSITORIES"))
    assert str(report.report_date) == day


def test_a_bureau_and_its_model_in_one_word() -> None:
    assert [(s.bureau, s.model, s.value) for s in read(MERGE).scores] == [
        ("experian", "FAIR ISAAC (VER. 2)", 702)
    ]


def test_an_inquiry_whose_day_and_name_one_space_parts() -> None:
    assert [(i.bureau, i.company, str(i.date)) for i in read(MERGE).inquiries] == [
        ("experian", "LANTERN HOME LOANS", "2026-11-12"),
        ("transunion", "LANTERN HOME LOANS", "2026-11-12"),
    ]


def test_a_merge_lists_its_creditors_without_heads() -> None:
    assert [a.furnisher_phone for a in read(MERGE).accounts] == ["(800) 555-0107"] * 2 + [None] * 2

"""Lists of creditors' addresses, with heads and without."""

from __future__ import annotations

from creditai.forms.reading import read_print
from creditai.layouts.unseen import PRINT
from creditai.report import Report
from tests.creditai.forms import typed
from tests.creditai.forms.paper import finished

ACCOUNTS = """
# Accounts
## MOCK BANK
Account Number:    XXXX1234      Status:    Current
Date Opened:       01/12/2016    Balance:   $742
## SPECIMEN AUTO
Account Number:    XXXX9876      Status:    Current
Date Opened:       02/12/2016    Balance:   $9,742
# Creditor Contacts
"""
LIST = """MOCK BANK          PO BOX 1, MOCKFORD, ZZ 00017          (800) 555-0107
SPECIMEN AUTO      (800) 555-0108
SAMPLE STORES      PO BOX 3, MOCKFORD, ZZ 00017          (800) 555-0109
"""


def read(contacts: str) -> Report:
    return finished(read_print(typed.document(ACCOUNTS + contacts), PRINT))


def told(report: Report) -> list[tuple[str | None, str | None]]:
    return [(account.furnisher_address, account.furnisher_phone) for account in report.accounts]


def test_a_list_without_heads() -> None:
    report = read(LIST)
    assert told(report) == [("PO BOX 1, MOCKFORD, ZZ 00017", "(800) 555-0107"), (None, "(800) 555-0108")]
    assert [place.text.split()[0] for place in report.coverage.unread] == ["SAMPLE", "PO", "(800)"]


def test_a_name_that_a_list_has_twice_tells_nobody_where() -> None:
    report = read(LIST + "MOCK BANK          PO BOX 9, MOCKFORD, ZZ 00017          (800) 555-0107\n")
    assert told(report)[0] == (None, None)


def test_a_list_under_heads() -> None:
    heads = "Creditor           Address                               Phone\n"
    assert told(
        read(heads + LIST.replace("O      (8", "O      -                                     (8"))
    ) == [
        ("PO BOX 1, MOCKFORD, ZZ 00017", "(800) 555-0107"),
        (None, "(800) 555-0108"),
    ]


def test_names_and_addresses_that_wrap() -> None:
    wrapped = """MOCK               PO BOX 1,                            (800) 555-0107
BANK               MOCKFORD, ZZ 00017
SPECIMEN AUTO      PO BOX 2, MOCKFORD, ZZ 00017          (800) 555-0108
"""
    assert told(read(wrapped)) == [
        ("PO BOX 1, MOCKFORD, ZZ 00017", "(800) 555-0107"),
        ("PO BOX 2, MOCKFORD, ZZ 00017", "(800) 555-0108"),
    ]


def test_an_address_without_its_end_is_none() -> None:
    report = read("MOCK BANK          PO BOX 1, MOCKFORD,          (800) 555-0107\n")
    assert told(report)[0] == (None, "(800) 555-0107")

"""Which layout reads what, and what is refused and how."""

from __future__ import annotations

import contextlib
from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditai import layouts
from creditai.documents import Document, Page, Word
from creditai.errors import AmbiguousLayout, ForeignReport, NotAReport, NotRead, NoWords, TooLarge, TwoPeople
from creditai.forms.evidence_of_report import MOST_ENTRIES
from creditai.layouts import transunion_acr
from creditai.report import Report, Source
from creditai.values import PartialDate
from tests.creditai.forms.typed import document

TABLE = """
# Experian Credit File
# Credit Accounts
Creditor            Acct #      Type          Status   Opened    Limit     Balance   Payment Status   Remarks
First Sample Bank   ****4321    Credit Card   Open     03/2019   $5,000    $4,230    30 Days Late     Disputed by consumer
Mock Auto           ****7788    Auto Loan     Closed   07/2018   $18,000   $0        Paid as Agreed   -
# Hard Inquiries
Date          Company               Type
08/14/2024    Sample Loans LLC      Hard Inquiry
# Public Records
No public records found.
"""


def read(doc: Document) -> Report:
    return layouts.read(doc, file="typed.pdf", sha256="0" * 64)


def test_a_table_nobody_has_seen() -> None:
    report = read(document(TABLE))
    assert report.source.layout == "unseen"
    assert report.source.bureaus == ("experian",)
    first, second = report.accounts
    assert (first.bureau, first.furnisher, first.account_number) == (
        "experian",
        "First Sample Bank",
        "****4321",
    )
    assert first.opened == PartialDate(2019, 3)
    assert (first.credit_limit, first.balance) == (Decimal(5000), Decimal(4230))
    assert (first.status, first.condition, first.disputed) == ("past_due_30", "open", True)
    assert (second.status, second.condition, second.remarks) == ("current", "closed", ())
    assert report.inquiries[0].kind == "hard"
    assert report.public_records == ()
    assert report.coverage.unread == ()


def test_more_accounts_than_can_be_compared() -> None:
    rows = TABLE.splitlines(keepends=True)
    many = "".join(
        [*rows[:4], *(rows[4].replace("4321", f"{i:04}") for i in range(MOST_ENTRIES + 1)), *rows[6:]]
    )
    with pytest.raises(
        TooLarge, match=r"lists 2,001 accounts, and at most 2,000 of one report are compared: save"
    ):
        read(document(many))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "First Sample Bank\nStatement Period 01/01/2026 to 01/31/2026\nBeginning Balance $100.00\n"
            "Deposits and Credits $50.00\nWithdrawals $20.00\nEnding Balance $130.00\nAccount Number 123456",
            "a bank statement",
        ),
        ("INVOICE\nBill to Dana Sample\nSubtotal $5.00\nAmount due $5.00\nQty 1", "an invoice"),
        ("Dear Ms. Sample,\nWe looked at your credit report.\nSincerely,", "a letter"),
        ("Minimum Payment Due $25\nPayment Due Date 02/01/2026\nNew Balance $500\nPrevious Balance $400\nCredit Limit $900",
         "a card statement"),
    ],
)  # fmt: skip
def test_other_papers_are_named(text: str, says: str) -> None:
    with pytest.raises(NotAReport) as refused:
        read(document(text))
    assert says in refused.value.message
    assert "Sample" not in refused.value.message


def test_a_text_without_any_sign_of_a_report() -> None:
    with pytest.raises(NotAReport):
        read(document("CREDIT REPORT\nName: Dana Sample\nCredit Score: 650\nBureau: Experian"))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (
            "Credit report\nSocial Insurance Number\nEquifax Canada\nPublic records\nInquiries\nDate Opened",
            "Canada",
        ),
        (
            "Credit report\nElectoral roll\nCounty Court Judgments\nAccount number\nPayment history",
            "United Kingdom",
        ),
        ("CIBIL credit information report\nPermanent Account Number\nDate Opened\nInquiries", "India"),
    ],
)
def test_reports_of_other_countries(text: str, country: str) -> None:
    with pytest.raises(ForeignReport) as refused:
        read(document(text))
    assert country in refused.value.message


def test_no_words() -> None:
    with pytest.raises(NoWords):
        read(Document((Page(1, 612, 792),), "pdf"))


def test_two_people_in_one_file() -> None:
    one = "Report Number: 1111-2222-33\nSSN: XXX-XX-4321\n" + TABLE
    two = "Report Number: 4444-5555-66\nSSN: XXX-XX-4322\n" + TABLE
    with pytest.raises(TwoPeople) as refused:
        read(document(one, two))
    assert refused.value.page == 2
    assert "4321" not in refused.value.message


def test_two_layouts_that_claim_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    known = layouts.every_layout()
    for name in ("equifax_acr", "experian_acr"):
        monkeypatch.setattr(known[name], "recognises", lambda document: True)
    with pytest.raises(AmbiguousLayout):
        layouts.layout_of(document(TABLE))


def test_every_layout_has_its_name() -> None:
    known = layouts.every_layout()
    assert layouts.UNSEEN in known
    assert len({layout.NAME for layout in known.values()}) == len(known)


_VOCABULARY = [
    "Account",
    "Number",
    "Date",
    "Opened",
    "Balance:",
    "$1,234",
    "Status",
    "Pays",
    "As",
    "Agreed",
    "#",
    "Accounts",
    "Hard",
    "Inquiries",
    "Public",
    "Records",
    "Responsibility",
    "03/15/2019",
    "Mar",
    "2026",
    "--",
    "|",
    "Experian",
    "Equifax",
    "TransUnion",
    "60",
    "days",
    "past",
    "due",
    "Credit",
    "Limit:",
    "Payment",
    "History",
    "Year",
    "Jan",
    "Feb",
    "2025",
    "OK",
    "CO",
    "FIRST",
    "SAMPLE",
    "BANK",
    "XXXX4321",
    "Names",
    "Addresses",
    "Collection",
    "Agency",
    "Remarks:",
    "N/A",
    "Chapter",
    "7",
    "Type",
    "Court",
    "Company",
    "Inquired",
    "on",
    "\ue001",
    "✓",
]
_words = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(_VOCABULARY), st.text(min_size=1, max_size=8)),
        st.integers(0, 11),
        st.integers(0, 40),
        st.booleans(),
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(_words)
def test_any_words_into_any_layout(drawn: list[tuple[str, int, int, bool]]) -> None:
    words = [
        Word(text, 40 + 45.0 * x, 40 + 14.0 * y, 40 + 45.0 * x + 5 * len(text), 50 + 14.0 * y, 1, 10.0, bold)
        for text, x, y, bold in drawn
        if text.strip()
    ]
    page = Document((Page(1, 612, 792, tuple(words)),), "pdf")
    for name, layout in layouts.every_layout().items():
        report = layout.read(page).report(Source("any.pdf", "0" * 64, 1, "text", name))
        check(report, words)
    with contextlib.suppress(NotRead):
        check(read(page), words)


def check(report: Report, words: list[Word]) -> None:
    """Every word accounted for once; every value of an account points at words."""
    coverage = report.coverage
    unread = sum(len(place.text.split()) for place in coverage.unread)
    spaced = sum(len(w.text.split()) for w in words)
    assert coverage.words == len(words)
    assert abs(coverage.read + coverage.ignored + unread - coverage.words) <= max(0, spaced - len(words))
    for n, account in enumerate(report.accounts):
        for field in fields(account):
            value = getattr(account, field.name)
            if value is None or value == () or (field.name == "bureau"):
                continue
            pointers = [f"/accounts/{n}/{field.name}"]
            if isinstance(value, tuple):
                pointers = [p for p in report.evidence if p.startswith(pointers[0] + "/")]
            assert pointers
            assert all(report.evidence[p].text for p in pointers)


def test_a_poor_scan_of_transunion_s_print_is_known_by_its_head_and_the_mailed_disclosure_is_not_taken_for_it() -> (
    None
):
    head = "# Personal Credit Report for: DANA Q SAMPLE\nYou have been on our files since 01/01/2004\n"
    assert transunion_acr.recognises(document(head + TABLE))
    assert not transunion_acr.recognises(document("# You have been on our files since 01/01/2004\n" + TABLE))
    mailed = "Date Issued: 03/15/2026\n# Begin Credit Report\n"
    assert not transunion_acr.recognises(document(mailed + head + TABLE))

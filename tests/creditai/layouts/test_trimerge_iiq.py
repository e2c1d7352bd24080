"""The IdentityIQ print: every value under its own bureau, whatever the order, size, breaks and gaps."""

from __future__ import annotations

import pytest

from creditai import documents, layouts
from creditai.report import Account, Report
from tests.creditai.layouts.side_by_side import NAMES, SHORT, Sheet, Style, Trade, as_html, as_pdf, months

ALL = ("transunion", "experian", "equifax")


def each(t: str, x: str, e: str) -> dict[str, str]:
    return dict(zip(ALL, (t, x, e), strict=True))


def trade(
    heading: str, number: dict[str, str], *, balance: dict[str, str], status: dict[str, str] | None = None
) -> Trade:
    silent = {b: "-" for b in ALL if number.get(b, "-") == "-"}

    def row(label: str, t: str, x: str, e: str) -> tuple[str, dict[str, str]]:
        return label, {**each(t, x, e), **silent}

    return Trade(
        heading,
        [
            ("Account #:", {**number, **silent}),
            row("Account Type:", "Revolving", "Revolving", "Revolving"),
            row("Account Type - Detail:", "Credit Card", "Charge account", "Credit Card"),
            row("Bureau Code:", "Individual", "Joint", "Authorized User"),
            row("Account Status:", "Open", "Open", "Closed"),
            row("Monthly Payment:", "$25.00", "$25.00", "-"),
            row("Date Opened:", "03/15/2019", "03/01/2019", "03/15/2019"),
            ("Balance:", {**balance, **silent}),
            row("No. of Months (terms):", "-", "-", "-"),
            row("High Credit:", "$5,100.00", "$5,100.00", "$5,100.00"),
            row("Credit Limit:", "$5,000.00", "", "$5,000.00"),
            row("Past Due:", "$0.00", "$342.00", "$0.00"),
            ("Payment Status:", {**(status or each("Current", "Late 60 Days", "Current")), **silent}),
            row("Last Reported:", "09/10/2026", "09/11/2026", "09/12/2026"),
            row("Comments:", "", "Account information disputed by consumer", ""),
            row("Date Last Active:", "08/01/2026", "08/01/2026", "-"),
            row("Date of Last Payment:", "08/05/2026", "-", "08/05/2026"),
        ],
        {b: ["OK", "30", "60", *["OK"] * 21] for b in ALL if b not in silent},
    )


SHEET = Sheet(
    person=[
        ("Credit Report Date:", each("09/15/2026", "09/15/2026", "09/15/2026")),
        ("Name:", each("DANA Q SAMPLE", "DANA SAMPLE", "DANA Q SAMPLE")),
        ("Also Known As:", each("-", "D Q SAMPLE", "-")),
        ("Date of Birth:", each("1981", "1981", "1981")),
        (
            "Current Address(es):",
            each("12 EXAMPLE ST\nMADEUP, OH 43000\n01/2019", "12 EXAMPLE ST\nMADEUP, OH 43000", "-"),
        ),
        ("Employers:", each("FIRST SAMPLE CO", "", "")),
    ],
    scores=[
        ("Credit Score:", each("701", "688", "Not Reported - Code: 4")),
        ("Score Scale:", each("300-850", "300-850", "-")),
    ],
    summary=[("Total Accounts:", each("3", "3", "2")), ("Balances:", each("$1,200.00", "$1,300.00", "-"))],
    trades=[
        trade(
            "FIRST SAMPLE BANK",
            each("412345****", "4123****", "412345XXXX"),
            balance=each("$1,200.00", "$1,300.00", "$1,250.00"),
        ),
        trade(
            "SECOND SAMPLE COLLECTIONS (Original Creditor: 01 SAMPLE CLINIC)",
            each("A77****", "-", "-"),
            balance=each("$85.00", "-", "-"),
            status=each("Collection/Chargeoff", "-", "-"),
        ),
        trade("FIRST SAMPLE BANK", each("-", "4123****", "-"), balance=each("-", "$0.00", "-")),
    ],
    inquiries=[
        ("THIRD SAMPLE LENDER", "Bank", "02/03/2026", "TransUnion"),
        ("FOURTH SAMPLE AUTO", "Automotive", "01/07/2026", "Equifax"),
    ],
)


def read(data: bytes) -> Report:
    return layouts.read(documents.read(data), file="drawn", sha256="0" * 64)


def unread(report: Report) -> list[str]:
    return [place.text for place in report.coverage.unread]


def by_bureau(report: Report, n: int) -> dict[str, Account]:
    """The accounts of the sheet's n-th block."""
    found: dict[str, Account] = {}
    blocks: list[dict[str, Account]] = [found]
    for account in report.accounts:
        if account.bureau in found or (
            blocks[-1] and account.furnisher != next(iter(found.values())).furnisher
        ):
            found = {}
            blocks.append(found)
        found[str(account.bureau)] = account
    return blocks[n]


def check(report: Report, style: Style) -> None:
    assert report.source.layout == "trimerge_iiq"
    assert set(report.source.bureaus) >= set(style.order)
    expected = [(0, b) for b in style.order] + [(1, "transunion")] * ("transunion" in style.order)
    expected += [(2, "experian")] * ("experian" in style.order)
    assert [a.bureau for a in report.accounts] == [b for _, b in expected]
    names = ["FIRST SAMPLE BANK", "SECOND SAMPLE COLLECTIONS", "FIRST SAMPLE BANK"]
    for account, (n, bureau) in zip(report.accounts, expected, strict=True):
        rows = {label: values.get(bureau, "") for label, values in SHEET.trades[n].rows}
        assert account.furnisher == names[n]
        assert account.account_number == rows["Account #:"]
        assert account.account_type == rows["Account Type - Detail:"]
        assert account.portfolio == "revolving"
        assert account.responsibility_text == rows["Bureau Code:"]
        assert account.condition == rows["Account Status:"].lower()
        assert str(account.opened) == "-".join(rows["Date Opened:"].split("/")[i] for i in (2, 0, 1))
        for name, label in (
            ("balance", "Balance:"),
            ("past_due", "Past Due:"),
            ("credit_limit", "Credit Limit:"),
            ("monthly_payment", "Monthly Payment:"),
            ("high_credit", "High Credit:"),
        ):
            value = getattr(account, name)
            printed = rows[label].strip("-$").replace(",", "")
            assert (f"{value:.2f}" if value is not None else "") == printed, (bureau, name)
        assert account.status_text == rows["Payment Status:"]
        assert list(account.remarks) == [r for r in [rows["Comments:"]] if r]
        history = {str(h.month): h.status for h in account.payment_history}
        codes = SHEET.trades[n].history[bureau]
        assert history == {f"{y}-{m:02d}": c for (y, m), c in zip(months(SHEET), codes, strict=True)}
    for pointer, found in report.evidence.items():
        assert found.text, pointer
    if "transunion" in style.order:
        assert report.accounts[len(style.order)].original_creditor == "01 SAMPLE CLINIC"
        assert report.accounts[len(style.order)].status is None
    assert {(i.company, str(i.date), i.bureau) for i in report.inquiries} == {
        ("THIRD SAMPLE LENDER", "2026-02-03", "transunion"),
        ("FOURTH SAMPLE AUTO", "2026-01-07", "equifax"),
    }
    assert {(s.bureau, s.value) for s in report.scores} == {
        (b, v) for b, v in (("transunion", 701), ("experian", 688)) if b in style.order
    }
    people = {p.bureau: p for p in report.consumer.as_reported}
    assert {b: p.names for b, p in people.items()} == {
        b: n
        for b, n in {
            "transunion": ("DANA Q SAMPLE",),
            "experian": ("DANA SAMPLE", "D Q SAMPLE"),
            "equifax": ("DANA Q SAMPLE",),
        }.items()
        if b in style.order
    }
    if "transunion" in people:
        assert people["transunion"].addresses == ("12 EXAMPLE ST MADEUP, OH 43000",)


STYLES = {
    "plain": Style(),
    "another order": Style(order=("equifax", "transunion", "experian")),
    "two bureaus": Style(order=("experian", "transunion")),
    "one line names": Style(names=SHORT),
    "seven points": Style(size=7),
    "twelve points, landscape": Style(size=12, wide=True),
    "centred": Style(values="center"),
    "right": Style(values="right", heads="right"),
    "heads at the left": Style(heads="left"),
    "heads once a page": Style(header="page", room=40),
    "heads once": Style(header="document"),
    "pages of eleven lines": Style(room=11),
    "pages of seven lines": Style(room=7),
}


@pytest.mark.parametrize("name", STYLES)
def test_every_value_under_its_own_bureau(name: str) -> None:
    check(read(as_pdf(SHEET, STYLES[name])), STYLES[name])


@pytest.mark.parametrize("name", ["plain", "another order", "two bureaus"])
def test_saved_pages(name: str) -> None:
    report = read(as_html(SHEET, STYLES[name]))
    check(report, STYLES[name])
    assert report.evidence["/accounts/0/balance"].path


def test_nothing_is_left_unread() -> None:
    assert unread(read(as_pdf(SHEET))) == []


def test_names() -> None:
    assert set(NAMES) == set(ALL)

"""Prints that no layout describes: tables with a row per account and cards, in many arrangements."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from creditai import documents
from creditai.errors import NotAReport, TwoPeople
from creditai.layouts import read
from creditai.report import Account, Report

Cells = Sequence[str]
"""One text for each column; a bar parts the lines of a cell."""

ACCOUNTS: tuple[Cells, ...] = (
    ("FIRST SAMPLE BANK|USA NA", "****2345", "Credit card", "09/12/2018", "$6,500", "$5,120", "$1,834", "$0", "Current"),
    ("MOCK FINANCIAL|SERVICES OF|NORTH COUNTY", "****0099", "Auto Loan", "05/28/2023", "-", "$23,415", "$15,022", "$912", "60 days|past due"),
    ("PRETEND BANK", "****7890", "Credit card", "02/03/2021", "$1,000", "$1,243", "$1,243", "$1,243", "Charge off"),
    ("EXAMPLE LENDING INC", "****0987", "Conventional|Mortgage", "06/30/2012", "-", "$184,500", "$0", "$0", "Paid"),
)  # fmt: skip
HEADS: dict[str, Cells] = {
    "short": ("Lender", "Account|Number", "Type", "Opened", "Limit", "High", "Balance", "Past|Due", "Status"),
    "long": ("Name of|creditor", "Account|no.", "Type of|account", "Date|opened", "Credit|limit", "Highest|balance", "Balance|owed", "Amount|past|due", "Payment|status"),
    "other": ("Creditor", "Acct #", "Loan|type", "Opened|on", "Credit|line", "High|credit", "Current|balance", "Overdue|amount", "Pay|status"),
}  # fmt: skip
TITLE = ("Equifax credit history", "Name: Dana Q. Sample", "SSN: XXX-XX-4321", "Report Date: 11/04/2026")


class Sheet:
    """A page under the title of a report."""

    def __init__(self, size: tuple[float, float] = (612, 792)) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=size, invariant=True)
        self.width, self.height = size
        self.y = 40.0
        for n, line in enumerate(TITLE):
            self.text(40, line, 16 if n == 0 else 9, bold=n == 0)
            self.y += 18 if n == 0 else 13
        self.y += 14

    def text(self, x: float, text: str, size: float, *, bold: bool = False, y: float | None = None) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.height - (self.y if y is None else y), text)

    def heading(self, text: str) -> None:
        self.text(40, text, 13, bold=True)
        self.y += 22

    def row(
        self,
        cells: Cells,
        edges: Sequence[float],
        *,
        size: float,
        middle: bool,
        align: Sequence[str],
        pad: float,
        ruled: str = "",
        bold: bool = False,
    ) -> None:
        lines = [cell.split("|") for cell in cells]
        step = 1.15 * size
        height = max(map(len, lines)) * step + 2 * pad
        if ruled == "shade":
            self.canvas.setFillGray(0.9)
            self.canvas.rect(edges[0], self.height - self.y - height, edges[-1] - edges[0], height, 0, 1)
            self.canvas.setFillGray(0)
        for own, x0, x1, at in zip(lines, edges, edges[1:], align, strict=False):
            if ruled == "all":
                self.canvas.rect(x0, self.height - self.y - height, x1 - x0, height)
            top = self.y + pad + ((height - 2 * pad - len(own) * step) / 2 if middle else 0)
            for n, text in enumerate(own):
                wide = stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", size)
                x = {"l": x0 + 3, "r": x1 - 3 - wide, "c": (x0 + x1 - wide) / 2}[at]
                self.text(x, text, size, bold=bold, y=top + n * step + 0.85 * size)
        if ruled == "level":
            self.canvas.line(
                edges[0], self.height - self.y - height, edges[-1], self.height - self.y - height
            )
        self.y += height

    def read(self) -> Report:
        self.canvas.save()
        return read(documents.read(self.out.getvalue()), file="a.pdf", sha256="0" * 64)


def bare(cell: str) -> str:
    return cell.replace("|", " ")


def check(account: Account, cells: Cells) -> None:
    """Every field is what the row says, or nothing: never a neighbour's."""

    def money(cell: str) -> Decimal | None:
        return Decimal(cell.strip("$").replace(",", "")) if cell.startswith("$") else None

    assert account.furnisher == bare(cells[0])
    assert account.account_number == cells[1]
    assert account.account_type == bare(cells[2])
    assert str(account.opened) == f"{cells[3][6:]}-{cells[3][:2]}-{cells[3][3:5]}"
    assert account.credit_limit == money(cells[4])
    assert account.high_credit == money(cells[5])
    assert account.balance == money(cells[6])
    assert account.past_due == money(cells[7])
    assert account.status_text == bare(cells[8])


WIDTHS = (105, 50, 65, 58, 45, 52, 48, 48, 56)


@pytest.mark.parametrize("heads", sorted(HEADS))
@pytest.mark.parametrize(
    ("ruled", "middle", "align", "pad", "size"),
    [
        ("all", True, "lllllllll", 3, 7.5),
        ("all", False, "llllrrrrl", 2, 8),
        ("all", True, "ccccccccc", 4, 7),
        ("level", True, "lllllllll", 3, 7.5),
        ("level", False, "llllrrrrl", 3, 7.5),
        ("shade", True, "lllllllll", 3, 7.5),
        ("", True, "lllllllll", 5, 7.5),
        ("", False, "llllrrrrl", 5, 7.5),
        ("", True, "lccccrrrl", 6, 7),
        ("", False, "lllllllll", 0.4, 7.5),
    ],
)
def test_a_row_for_each_account(
    heads: str, ruled: str, middle: bool, align: str, pad: float, size: float
) -> None:
    sheet = Sheet()
    sheet.heading("Trade lines")
    edges = [40.0]
    for width in WIDTHS:
        edges.append(edges[-1] + width)
    sheet.row(HEADS[heads], edges, size=size, middle=middle, align=align, pad=3, ruled=ruled, bold=True)
    for n, cells in enumerate(ACCOUNTS):
        shade = "" if ruled == "shade" and n % 2 else ruled
        sheet.row(cells, edges, size=size, middle=middle, align=align, pad=pad, ruled=shade)
    report = sheet.read()
    assert [a.furnisher for a in report.accounts] == [bare(cells[0]) for cells in ACCOUNTS]
    for account, cells in zip(report.accounts, ACCOUNTS, strict=True):
        check(account, cells)


def test_the_name_has_its_address_below_it() -> None:
    sheet = Sheet((792, 612))
    sheet.heading("Accounts")
    edges = [40, 190, 260, 330, 400, 470, 560]
    heads = ("Creditor name and address", "Account #", "Date|opened", "Balance", "Past|due", "Pay|status")
    sheet.row(heads, edges, size=7, middle=True, align="llllll", pad=3, ruled="all", bold=True)
    rows = (
        ("FIRST SAMPLE BANK|PO BOX 10001|EXAMPLETON ZZ 00000", "*2345", "09/12/2018", "$10", "$0", "Current"),
        ("MOCK LOANS|9 PAPER MILL RD|DRAFTON ZZ 00060", "*9999", "05/28/2023", "$20", "$5", "30 days late"),
    )
    for row in rows:
        sheet.row(row, edges, size=7, middle=True, align="llllll", pad=3, ruled="all")
    first, second = sheet.read().accounts
    assert (first.furnisher, first.furnisher_address) == (
        "FIRST SAMPLE BANK",
        "PO BOX 10001 EXAMPLETON ZZ 00000",
    )
    assert (second.furnisher, second.balance, second.past_due) == ("MOCK LOANS", Decimal(20), Decimal(5))


CARD = (
    ("Account no.", "••••2345"), ("Type of account", "Credit card"), ("Whose account", "Individual"),
    ("Opened on", "Sep 12, 2018"), ("Current balance", "$1,834"), ("Credit line", "—"),
    ("Largest balance ever", "$5,120"), ("Overdue amount", "$0"), ("Mood of the teller", "$77"),
    ("How it is paid", "In good standing"), ("Open or closed?", "Open"), ("Last updated by lender", "Oct 21, 2026"),
)  # fmt: skip


@pytest.mark.parametrize("across", [2, 3, 4, 5])
@pytest.mark.parametrize(("label", "bold"), [(7.0, False), (9.5, True)])
def test_cards(across: int, label: float, bold: bool) -> None:
    sheet = Sheet()
    sheet.heading("Loans and cards")
    for name in ("FIRST SAMPLE BANK", "MOCK LOANS OF NORTH COUNTY"):
        sheet.text(40, name, 11.5, bold=True)
        sheet.y += 16
        for start in range(0, len(CARD), across):
            for n, (title, value) in enumerate(CARD[start : start + across]):
                sheet.text(40 + n * 540 / across, title, label, bold=bold)
                sheet.text(40 + n * 540 / across, value, 9.5, y=sheet.y + 11)
            sheet.y += 26
        sheet.y += 14
    report = sheet.read()
    assert [a.furnisher for a in report.accounts] == ["FIRST SAMPLE BANK", "MOCK LOANS OF NORTH COUNTY"]
    for account in report.accounts:
        assert (account.balance, account.past_due, account.credit_limit) == (Decimal(1834), Decimal(0), None)
        assert (account.high_credit, account.status, account.condition) == (Decimal(5120), "current", "open")
        assert str(account.reported) == "2026-10-21"
        assert account.monthly_payment is None


def test_a_heading_like_all_else_is_read() -> None:
    sheet = Sheet()
    lines = ("Accounts", "FIRST SAMPLE BANK", "Account Number: 412345XXXXXX", "Account Type: Credit card",
             "Date Opened: 03/15/2019", "Balance: $412", "Status: Open/Never late.", "Inquiries",
             "EXAMPLE MOTOR CREDIT", "Inquired on: 09/12/2025")  # fmt: skip
    for line in lines:
        sheet.text(40, line, 9)
        sheet.y += 13
    report = sheet.read()
    assert [(a.furnisher, a.balance) for a in report.accounts] == [("FIRST SAMPLE BANK", Decimal(412))]
    assert [i.company for i in report.inquiries] == ["EXAMPLE MOTOR CREDIT"]


@pytest.mark.parametrize(
    ("lines", "like"),
    [
        (("First Sample Bank", "Account statement", "Account Number: ****2345", "Statement period 10/01 - 10/31",
          "10/02/2026 EXPERIAN MEMBERSHIP $6.20", "10/03/2026 EQUIFAX CREDIT MONITOR $12.20 Past due $0.00",
          "Credit limit $6,500. If you think our credit report to an agency is wrong, write to us."), "statement"),
        (("Credit union news", "Your credit report, your credit score and you", "Experian, Equifax, TransUnion",
          "Payment history and past due accounts count most", "Inquiries count least. Public records count too."), "no account"),
    ],
)  # fmt: skip
def test_another_paper_is_refused(lines: Sequence[str], like: str) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for n, line in enumerate(lines):
        canvas.drawString(60, 760 - 18 * n, line)
    canvas.save()
    with pytest.raises(NotAReport, match=like):
        read(documents.read(out.getvalue()), file="a.pdf", sha256="0" * 64)


def test_a_report_without_accounts_is_one() -> None:
    sheet = Sheet()
    for heading in ("Personal Information", "Accounts", "Public Records", "Inquiries"):
        sheet.heading(heading)
        sheet.text(40, "Name: Dana Q. Sample" if heading.startswith("Pers") else "None reported", 9)
        sheet.y += 24
    report = sheet.read()
    assert (report.accounts, report.inquiries, report.public_records) == ((), (), ())
    assert report.consumer.names == ("Dana Q. Sample",)


@pytest.mark.parametrize(
    ("ending", "born", "two"), [("1111", "06/22/1984", True), ("4321", "06/22/1984", False)]
)
def test_two_people_in_one_file(ending: str, born: str, two: bool) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    people = (
        ("Dana Q. Sample", "4321", "01/02/1970"),
        ("Alexei Example", ending, born if two else "01/02/1970"),
    )
    for name, tail, birth in people:
        lines = (f"Equifax credit report of {name}", f"SSN: XXX-XX-{tail}", f"Date of Birth: {birth}",
                 "Accounts", "FIRST SAMPLE BANK", "Account Number: 4123XXXX", "Date Opened: 03/15/2019",
                 "Balance: $412", "Past Due: $0", "Inquiries", "Public Records")  # fmt: skip
        for n, line in enumerate(lines):
            canvas.drawString(60, 760 - 18 * n, line)
        canvas.showPage()
    canvas.save()
    document = documents.read(out.getvalue())
    if two:
        with pytest.raises(TwoPeople):
            read(document, file="a.pdf", sha256="0" * 64)
    else:
        assert read(document, file="a.pdf", sha256="0" * 64).accounts

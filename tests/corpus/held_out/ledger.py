"""An invented bureau's own print: cards of stacked labels, values beneath, and a calendar of letters."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from creditai.report import AsReported, Bureau
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.held_out.atlas import OWNERS, STATUS
from tests.corpus.prints.paper import MONTHS, Entry, Writing, calendar, long_day, slashes, whole
from tests.corpus.prints.rights import rights
from tests.corpus.sheets import Calendar, Furniture, Heading, Pairs, Para, Sheet

LAYOUT = "held_out_ledger"
BUREAUS: tuple[Bureau, ...] = ("equifax",)
CODES = {
    "OK": "OK",
    "CO": "CO",
    "CL": "CL",
    "BK": "BK",
    "ND": "ND",
    "30": "30",
    "60": "60",
    "90": "90",
    "120": "120",
    "150": "150",
    "180": "180",
}


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    day, p = PartialDate.of(file.day), file.person
    w = Writing(LAYOUT, "Consumer Credit Ledger")
    w.put(Heading("Consumer Credit Ledger", 1), Para("Data supplied by Equifax Information Services LLC"))
    w.put(
        Pairs(
            (
                ("Consumer Name", file.names[0]),
                ("Statement Date", long_day(day)),
                ("File No.", file.report_number),
            ),
            "stacked3",
        )
    )
    rows = (
        ("Birth Date", slashes(PartialDate.of(p.birth))),
        ("SSN (last 4)", p.ssn_last4),
        ("Home Address", p.addresses[0].one_line),
    )
    w.put(Heading("Identification", 1), Pairs(rows, "stacked3"))
    w.consumers.append(
        AsReported("equifax", None, file.names[:1], (p.addresses[0].one_line,), p.ssn_last4, PartialDate.of(p.birth))
    )  # fmt: skip
    w.put(Heading("Tradelines", 1))
    for known in file.accounts:
        _account(w, known, rng)
    w.put(*rights(rng))
    sheet = w.sheet(
        BUREAUS, day, file.report_number, Furniture(("", "Consumer Credit Ledger"), ("", "{n}/{m}")), "Ledger"
    )
    return sheet


def _account(w: Writing, known: Known, rng: Random) -> None:
    a, e = known.account, Entry(known, "equifax")
    e.unscored |= {"section", "condition"}
    number, kind = f"xxxx{known.full_number[-4:]}", a.account_type or KINDS[known.kind].words[1]
    owner, status = OWNERS[a.responsibility or "individual"], STATUS[a.status or "current"]
    w.put(Heading(a.furnisher or "", 2))
    e.row("Acct No.", number, account_number=number, furnisher=a.furnisher)
    e.row("Type of Loan", kind, account_type=kind)
    e.row("Liability", owner, responsibility=a.responsibility, responsibility_text=owner)
    e.row("Opened", slashes(a.opened), opened=a.opened)
    e.row("Closed", slashes(a.closed) or "-", closed=a.closed)
    e.row("Reported", slashes(a.reported), reported=a.reported)
    e.row("Payment Status", status, status=a.status, status_text=status)
    e.row("Amount Owed", whole(a.balance), balance=a.balance)
    e.row("Delinquent Amount", whole(a.past_due), past_due=a.past_due)
    e.row("High Credit", whole(a.high_credit), high_credit=a.high_credit)
    e.row("Limit", whole(a.credit_limit) or "-", credit_limit=a.credit_limit)
    e.row("Monthly Amount", whole(a.monthly_payment) or "-", monthly_payment=a.monthly_payment)
    e.row("First Delinquency", slashes(a.first_delinquency) or "-", first_delinquency=a.first_delinquency)
    e.row("Last Payment", slashes(a.last_payment) or "-", last_payment=a.last_payment)
    if a.original_creditor:
        e.row("Original Creditor", a.original_creditor, original_creditor=a.original_creditor)
    w.put(Pairs(e.take_rows(), "stacked3"))
    years = calendar(e, CODES, rng, holes=0.0, newest_year_first=rng.random() < 0.5)
    if years:
        w.put(Calendar(years, MONTHS))
    if a.remarks:
        w.put(Para(f"Remarks: {'; '.join(a.remarks)}"))
        e.says(remarks=a.remarks)
    w.done(e)

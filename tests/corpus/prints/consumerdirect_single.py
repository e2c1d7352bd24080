"""One bureau's report as ConsumerDirect printed it: a furnisher's name stands after the labels of its account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import Entry, Writing, masked, slashes, whole
from tests.corpus.prints.trimerge_iiq import OWNERS, PORTFOLIOS, STATUS
from tests.corpus.sheets import Furniture, Heading, Pairs, Para, Sheet, Table

LAYOUT = "consumerdirect_single"
BUREAUS: tuple[Bureau, ...] = ("transunion",)


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    w = Writing(LAYOUT, "Credit Report")
    day, p = PartialDate.of(file.day), file.person
    w.put(
        Heading(f"CREDIT REPORT OVERVIEW AS OF {slashes(day)}", 1),
        Pairs((("Bureau", "TransUnion"),), "rows", colon=True),
        Para("1 of 6"),
        Heading("PERSONAL INFORMATION", 1),
    )
    person = (
        ("Name", file.names[0]),
        ("Date of Birth", str(p.birth.year)),
        ("Current Address", p.addresses[0].one_line),
    )
    w.put(Pairs(person, "rows", colon=True))
    w.consumers.append(
        AsReported(
            "transunion", None, file.names[:1], (p.addresses[0].one_line,), None, PartialDate(p.birth.year)
        )
    )
    w.put(Heading("CREDIT ACCOUNTS", 1))
    for known in file.accounts:
        _account(w, known)
    if not file.accounts:
        w.put(Para("NONE REPORTED"))
    _inquiries(w, file)
    edges = Furniture(("", ""), ("Powered By ConsumerDirect", ""))
    return replace(w.sheet(BUREAUS, day, None, edges, "Skia/PDF m80"), one_column=True)


def _account(w: Writing, known: Known) -> None:
    a, e = known.account, Entry(known, "transunion")
    name = (a.furnisher or "").upper()
    number = masked(known.full_number, 6, "*")
    kind = a.account_type or KINDS[known.kind].words[1]
    owner = OWNERS[a.responsibility or "individual"]
    status = STATUS[a.status or "current"]
    e.row("Account #", number, account_number=number)
    e.row("High Balance", whole(a.high_credit) or "--", high_credit=a.high_credit)
    e.row("Account Verified", slashes(a.reported))
    e.row("Date Opened", slashes(a.opened), opened=a.opened)
    e.row("Balance Owed", whole(a.balance) or "--", balance=a.balance)
    e.row("Closed Date", slashes(a.closed) or "--", closed=a.closed)
    e.row(
        "Account Description",
        f"{owner} account, {PORTFOLIOS[a.portfolio or 'open']} account, {kind}",
        account_type=kind,
        portfolio=a.portfolio,
        responsibility=a.responsibility,
    )
    e.unscored |= {"responsibility_text", "account_type", "section", "original_creditor"}
    e.row("Account Status", (a.condition or "").upper(), condition=a.condition)
    e.row("Payment Status", status, status_text=status)
    e.says(status=None if a.status == "charge_off" and a.portfolio != "collection" else a.status)
    e.row("Payment Amount", whole(a.monthly_payment) or "--", monthly_payment=a.monthly_payment)
    e.row("Last Payment", slashes(a.last_payment) or "--", last_payment=a.last_payment)
    e.row("Past Due Amount", whole(a.past_due) or "--", past_due=a.past_due)
    e.row("Credit Limit", whole(a.credit_limit) or "--", credit_limit=a.credit_limit)
    e.row("Date Reported", slashes(a.reported), reported=a.reported)
    remarks = "; ".join(a.remarks)
    e.row("Creditor Remarks", remarks or "--", remarks=a.remarks or None)
    w.put(Pairs(e.take_rows(), "rows", colon=True), Heading(name, 2))
    e.says(furnisher=name)
    w.done(e)


def _inquiries(w: Writing, file: BureauFile) -> None:
    w.put(Heading("INQUIRIES", 1))
    rows = []
    for i in file.inquiries:
        if i.kind == "hard":
            rows.append(((i.company or "").upper(), slashes(i.date)))
            w.inquiries.append(replace(i, kind=None, address=None, purpose=None, expires=None))
    header = ("Creditor Name", "Date of Inquiry")
    w.put(Table(header, tuple(rows), (3, 2)) if rows else Para("NONE REPORTED"))

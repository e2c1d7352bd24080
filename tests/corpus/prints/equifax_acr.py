"""Equifax as AnnualCreditReport.com prints it: packed lines under a furnisher's name, a three-column grid of
labels that may stand alone, and a calendar in which a month without a report prints nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau, MonthAmounts
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import (
    MONTHS,
    Entry,
    Writing,
    calendar,
    leaves_out,
    long_day,
    long_month,
    masked,
    record_words,
    slashes,
    whole,
)  # fmt: skip
from tests.corpus.prints.rights import rights
from tests.corpus.prints.totals import by_type
from tests.corpus.sheets import Calendar, Furniture, Heading, Pairs, Para, Sheet, Table

LAYOUT = "equifax_acr"
BUREAUS: tuple[Bureau, ...] = ("equifax",)
CODES = {
    "OK": "tick", "30": "30", "60": "60", "90": "90", "120": "120", "150": "150", "180": "180", "CO": "CO", "CL": "C",
    "BK": "B", "FC": "F", "RP": "R", "VS": "V", "ND": "X",
}  # fmt: skip
OWNERS = {
    "individual": "Individual Account",
    "joint": "Joint Account",
    "authorized_user": "Authorized User",
    "cosigner": "Co-signer",
}
STATUS = {
    "current": "Pays As Agreed", "charge_off": "Charge Off", "collection": "Collection", "paid": "Paid", "settled": "Settled",
    "transferred": "Transferred", "bankruptcy": "Included in Bankruptcy", "closed": "Closed", "past_due_30": "30 Days Past Due",
    "past_due_60": "60 Days Past Due", "past_due_90": "90 Days Past Due", "past_due_120": "120 Days Past Due",
    "past_due_150": "150 Days Past Due", "past_due_180": "180 Days Past Due",
}  # fmt: skip
LEGEND = (
    "Paid on Time   30 30 Days Past Due   60 60 Days Past Due   90 90 Days Past Due   120 120 Days Past Due   150 150 Days Past Due "
    "180 180 Days Past Due   V Voluntary Surrender   F Foreclosure   C Collection Account   CO Charge-Off   B Included in Bankruptcy "
    "R Repossession   TN Too New to Rate   X No Data Available"
)


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    day = PartialDate.of(file.day)
    w = Writing(LAYOUT, "Equifax Credit Report")
    number = "".join(c for c in file.report_number if c.isdigit())[:10]
    w.put(
        Heading("Equifax Credit Report", 1),
        Pairs(
            (("Prepared for", file.names[0].upper()), ("Date", long_day(day)), ("Confirmation #", number)),
            "rows",
            colon=True,
        ),
    )
    accounts = [k for k in file.accounts if k.kind != "collection"]
    debts = [k for k in file.accounts if k.kind == "collection"]
    _summary(w, file, accounts, debts, sums=int(number) % 3 != 0)  # some editions have them
    _person(w, file)
    w.put(
        Heading("Credit Accounts", 1),
        Para(f"Your credit report contains {len(accounts)} accounts.", fine=True),
    )
    for known in accounts:
        _account(w, known, rng)
    w.put(Heading("Collections", 1))
    if not debts:
        w.put(Para("You currently do not have any collections in your file."))
    for known in debts:
        _collection(w, known, rng)
    w.put(Heading("Public Records", 1))
    if not file.records:
        w.put(Para("You currently do not have any bankruptcies in your file."))
    for r in file.records:
        rows = (
            ("Type", record_words(r)), ("Court", r.court or ""), ("Reference Number", r.reference or ""),
            ("Date Filed", slashes(r.filed)), ("Date Resolved", slashes(r.resolved)), ("Status", r.status or ""),
        )  # fmt: skip
        w.put(Pairs(rows, "inline3", colon=True))
        w.records.append(r)
    _inquiries(w, file)
    w.put(*rights(rng))
    header = (f"Prepared for: {file.names[0].upper()}   Date: {long_day(day)}   Confirmation # {number}", "")
    return w.sheet(
        BUREAUS, day, number, Furniture(header, ("EFX-ACR", "Page {n} of {m}")), "Apache FOP Version 2.3"
    )


def _summary(w: Writing, file: BureauFile, accounts: list[Known], debts: list[Known], *, sums: bool) -> None:
    rows = [
        ("Credit File Status", "No fraud indicator on file"),
        ("Accounts With Negative Information", str(len(debts))),
    ]
    rows += [
        ("Inquiries", f"{len(file.inquiries)} Inquiries Found"),
        ("Public Records", f"{len(file.records)} Records Found"),
    ]
    oldest = min(accounts, key=lambda k: k.account.opened or PartialDate(2100), default=None)
    if oldest and oldest.account.opened:
        rows.append(
            ("Oldest Account", f"{oldest.account.furnisher} | {long_month(oldest.account.opened)[0]}")
        )
    w.put(Heading("Summary", 1), Pairs(tuple(rows), "rows"))
    if sums:
        w.put(by_type(accounts))


def _person(w: Writing, file: BureauFile) -> None:
    p = file.person
    rows = [("Name", file.names[0].upper())]
    rows += [("Former Name(s)", n.upper()) for n in file.names[1:]]
    rows += [
        ("Social Security Number", f"XXX-XX-{p.ssn_last4}"),
        ("Date of Birth", slashes(PartialDate.of(p.birth))),
    ]
    rows.append(("Current Address", p.addresses[0].one_line.upper()))
    rows += [("Former Address(es)", a.one_line.upper()) for a in p.addresses[1:]]
    rows += [("Phone Number(s)", n) for n in p.phones]
    rows += [("Employment Information", e.upper()) for e in p.employers]
    w.put(Heading("Personal Information", 1), Pairs(tuple(rows), "rows", colon=True))
    w.put(Heading("Consumer File Notices", 1), Para("No statements or notices on file."))
    w.consumers.append(
        AsReported(
            "equifax",
            None,
            file.names,
            tuple(a.one_line for a in p.addresses),
            p.ssn_last4,
            PartialDate.of(p.birth),
            p.phones,
            p.employers,
        )
    )


def _account(w: Writing, known: Known, rng: Random) -> None:
    a, e = known.account, Entry(known, "equifax")
    name = (a.furnisher or "").upper()
    closed = a.condition == "closed"
    w.put(Heading(f"{name} - Closed" if closed else name, 2))
    e.says(section="Credit Accounts", furnisher=name, condition="closed" if closed else None)
    e.says(furnisher_address=a.furnisher_address, furnisher_phone=a.furnisher_phone)
    w.put(Para(f"{a.furnisher_address} | {a.furnisher_phone}"))
    whole_width = (
        Random(known.full_number).random() < 0.4
    )  # a bureau masks an account the same way in every pull
    number = masked(known.full_number, 4, "*", tail=True) if whole_width else f"*{known.full_number[-4:]}"
    owner, status = OWNERS[a.responsibility or "individual"], STATUS[a.status or "current"]
    e.row("Date Reported", slashes(a.reported), reported=a.reported)
    e.row("Balance", whole(a.balance), balance=a.balance)
    e.row("Account Number", number, account_number=number)
    e.row("Owner", owner, responsibility=a.responsibility, responsibility_text=owner)
    e.row("Credit Limit", whole(a.credit_limit), credit_limit=a.credit_limit)
    e.row("High Credit", whole(a.high_credit), high_credit=a.high_credit)
    kind = a.account_type or KINDS[known.kind].words[1]
    e.row("Loan/Account Type", kind, account_type=kind)
    e.row("Status", status, status=a.status, status_text=status)
    w.put(Pairs(e.take_rows(), rng.choice(("packed", "inline3")), colon=True))
    _grid(w, e, rng)
    _history(w, e, rng)
    notes = list(a.remarks)
    if a.disputed:
        notes.append("Consumer disputes this account information")
    if notes:
        label = rng.choice(("Comments", "Narrative Code(s)"))
        w.put(Pairs(tuple((label if n == 0 else "", t) for n, t in enumerate(notes)), "rows", colon=True))
        e.says(remarks=tuple(notes), disputed=True if a.disputed else None)
    w.done(e)


def _grid(w: Writing, e: Entry, rng: Random) -> None:
    a = e.account
    pay = None if leaves_out(rng, e, "last_payment") else a.last_payment
    e.row("Date Opened", slashes(a.opened), opened=a.opened)
    e.row("Date of 1st Delinquency", slashes(a.first_delinquency), first_delinquency=a.first_delinquency)
    frequency = "Monthly" if e.known.term else ""
    e.row("Terms Frequency", frequency, terms=None)
    e.row("Date of Last Activity", "")
    e.row("Date Major Delinquency 1st Reported", "")
    term = a.terms or (f"{e.known.term} Months" if e.known.term else "")
    e.row("Term Duration", term, terms=term or None)
    e.row("Date of Last Payment", slashes(pay), last_payment=pay)
    e.row("Amount Past Due", whole(a.past_due), past_due=a.past_due)
    if e.known.term:
        e.unscored.add("terms")
    e.row("Charge Off Amount", whole(a.charge_off_amount), charge_off_amount=a.charge_off_amount)
    e.row("Scheduled Payment Amount", whole(a.monthly_payment), monthly_payment=a.monthly_payment)
    e.row("Date Closed", slashes(a.closed), closed=a.closed)
    e.extra("Months Reviewed", str(len(a.payment_history)))
    if rng.random() < 0.5:
        e.row("Actual Payment Amount", "")
        e.row("Deferred Payment Start Date", "")
        e.row("Balloon Payment Amount", "")
    w.put(Pairs(e.take_rows(), "inline3", colon=True))


def _history(w: Writing, e: Entry, rng: Random) -> None:
    years = calendar(e, CODES, rng)
    if not years:
        return
    w.put(Heading("Payment History", 3), Calendar(years, MONTHS, "Year"), Para(LEGEND, fine=True))
    if e.account.monthly and rng.random() < 0.3:
        rows, truth = [], []
        for m in e.account.monthly:
            rows.append(
                (slashes(m.month), whole(m.balance), whole(m.scheduled), whole(m.paid), whole(m.past_due))
            )
            truth.append(MonthAmounts(m.month, m.balance, m.scheduled, m.paid, m.past_due))
        header = ("Date", "Balance", "Scheduled Payment Amount", "Actual Payment Amount", "Amount Past Due")
        w.put(Heading("24 Month History", 3), Table(header, tuple(rows), (1, 1, 1.3, 1.3, 1)))
        e.says(monthly=tuple(truth))


def _collection(w: Writing, known: Known, rng: Random) -> None:
    a, e = known.account, Entry(known, "equifax")
    name, status = (a.furnisher or "").upper(), STATUS[a.status or "collection"]
    number = f"*{known.full_number[-4:]}"
    owner = OWNERS[a.responsibility or "individual"]
    e.says(section="Collections", portfolio="collection")
    e.row("Collection Agency", name, furnisher=name)
    e.row("Balance Date", slashes(a.reported), reported=a.reported)
    e.row(
        "Original Creditor Name",
        (a.original_creditor or "").upper(),
        original_creditor=a.original_creditor or None,
    )
    e.row("Date Assigned", slashes(a.opened), opened=a.opened)
    e.row("Original Amount Owed", whole(a.high_credit), high_credit=a.high_credit)
    e.row("Amount", whole(a.balance), balance=a.balance)
    e.row("Account Number", number, account_number=number)
    e.row("Date of 1st Delinquency", slashes(a.first_delinquency), first_delinquency=a.first_delinquency)
    e.row("Account Designator Code", owner, responsibility=a.responsibility, responsibility_text=owner)
    e.row("Status", status, status=a.status, status_text=status)
    if known.medical:
        e.row("Creditor Classification", "Medical or Health Care")
    w.put(Heading(name, 2), Pairs(e.take_rows(), rng.choice(("rows", "inline3")), colon=True))
    if a.disputed:
        w.put(Pairs((("Comments", "Consumer disputes this account information"),), "rows", colon=True))
        e.says(remarks=("Consumer disputes this account information",), disputed=True)
    w.done(e)


def _inquiries(w: Writing, file: BureauFile) -> None:
    w.put(Heading("Inquiries", 1))
    if not file.inquiries:
        w.put(Para("You currently do not have any inquiries in your file."))
        return
    rows = []
    for i in file.inquiries:
        company = (i.company or "").upper()
        rows.append(
            (
                f"{company} {(i.address or '').upper()}",
                "Hard" if i.kind == "hard" else "Soft",
                slashes(i.date),
            )
        )
        w.inquiries.append(replace(i, bureau="equifax", purpose=None))
    for n in range(len(rows)):
        w.unscored |= {f"/inquiries/{n}/company", f"/inquiries/{n}/address"}
    w.put(Table(("Company Information", "Inquiry Type", "Inquiry Date(s)"), tuple(rows), (3, 1, 1)))

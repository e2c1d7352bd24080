"""Experian as AnnualCreditReport.com prints it: a browser's print of blocks of label and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau, MonthAmounts
from creditai.values import PartialDate
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import (
    MONTHS,
    Entry,
    Writing,
    calendar,
    leaves_out,
    masked,
    mon_day,
    mon_year,
    record_words,
    slashes,
    whole,
)  # fmt: skip
from tests.corpus.prints.rights import rights
from tests.corpus.sheets import Calendar, Furniture, Heading, Pairs, Para, Sheet, Table

LAYOUT = "experian_acr"
BUREAUS: tuple[Bureau, ...] = ("experian",)
CODES = {
    "OK": "tick", "30": "30", "60": "60", "90": "90", "120": "120", "150": "150", "180": "180", "CO": "CO", "CL": "C",
    "BK": "B", "ND": "-", "FC": "F", "RP": "R", "VS": "VS",
}  # fmt: skip
OWNERS = {
    "individual": "Individual",
    "joint": "Joint with JAMIE SAMPLE",
    "authorized_user": "Authorized user",
    "cosigner": "Cosigner",
}
LEGEND = (
    "Current / Terms met   30 Past due 30 days   60 Past due 60 days   90 Past due 90 days   120 Past due 120 days "
    "150 Past due 150 days   180 Past due 180 days   CO Charge off   C Collection   VS Voluntarily surrendered   R Repossession "
    "F Foreclosure   B Included in bankruptcy   D Defaulted on contract   - No data for this time period"
)


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    w = Writing(LAYOUT, "Annual Credit Report - Experian")
    day = PartialDate.of(file.day)
    generated, who = mon_day(day), file.names[0].upper()
    hard = [i for i in file.inquiries if i.kind == "hard"]
    soft = [i for i in file.inquiries if i.kind == "soft"]
    w.put(
        Heading("Annual Credit Report - Experian", 1),
        Pairs(
            (("Prepared For", who), ("Date generated", generated), ("Report number", file.report_number)),
            "rows",
            colon=True,
        ),
        Heading("At a glance", 2),
        Para(
            f"{len(file.accounts)} Accounts   {len(file.records)} Public Records   {len(hard)} Hard Inquiries"
        ),
    )
    _person(w, file, rng)
    w.put(
        Heading("Accounts", 1), Para("Accounts may have been closed, and remain on your report.", fine=True)
    )
    shape = rng.choice(("rows", "columns2", "rows"))
    for known in file.accounts:
        _account(w, known, rng, shape, file)
    _records(w, file)
    _inquiries(w, file, hard, soft)
    w.put(*rights(rng))
    url = "https://usa.experian.com/acr/printReport?type=CDI"
    stamp = f"{file.day.month}/{file.day.day}/{file.day.year % 100:02d}, {rng.randint(1, 12)}:{rng.randint(10, 59)} AM"
    edges = (
        Furniture((stamp, "Annual Credit Report - Experian"), (url, "{n}/{m}"))
        if rng.random() < 0.8
        else Furniture()
    )
    return w.sheet(BUREAUS, day, file.report_number, edges, "Skia/PDF m128")


def _person(w: Writing, file: BureauFile, rng: Random) -> None:
    p = file.person
    w.put(Heading("Personal Information", 1), Heading("Names", 2))
    for name in file.names:
        w.put(Para(name.upper()), Pairs((("Name ID", f"#{rng.randint(1000, 29999)}"),), "rows"))
    w.put(Heading("Addresses", 2))
    for a in p.addresses:
        w.put(
            Para(a.street.upper()),
            Para(a.second_line.upper()),
            Pairs((("Address ID", f"#0{rng.randint(10**8, 10**9)}"),), "rows"),
        )
        w.put(Para(rng.choice(("Single family", "Apartment complex", "Multifamily"))))
    w.put(Heading("Year of Birth", 2), Para(str(p.birth.year)))
    if p.phones:
        w.put(Heading("Phone Numbers", 2), *(Para(n) for n in p.phones))
    if p.employers:
        w.put(Heading("Employers", 2), *(Para(e.upper()) for e in p.employers))
    w.put(Heading("Personal Statements", 1), Para("No personal statements present at this time."))
    w.consumers.append(
        AsReported(
            "experian",
            None,
            file.names,
            tuple(a.one_line for a in p.addresses),
            None,
            PartialDate(p.birth.year),
            p.phones,
            p.employers,
        )
    )


def _status(entry: Entry, rng: Random) -> str:
    a, was = entry.account, entry.known.was
    as_of = mon_year(a.reported)[0] if a.reported else ""
    owed = f"{whole(a.past_due)} past due as of {as_of}." if a.past_due else ""
    if a.status == "charge_off":
        entry.says(charge_off_amount=a.charge_off_amount, status="charge_off", past_due=a.past_due or None)
        return " ".join(f"Account charged off. {whole(a.charge_off_amount)} written off. {owed}".split())
    if a.status == "collection":
        entry.says(status="collection", past_due=a.past_due or None)
        return f"Collection account. {owed}".strip()
    if a.status and a.status.startswith("past_due"):
        entry.says(past_due=a.past_due or None)
        if rng.random() < 0.4:
            entry.says(condition="open")
            return f"Open. {owed}"
        entry.says(status=a.status)
        return f"{a.status.removeprefix('past_due_')} days past due. {owed}".strip()
    entry.says(status=a.status)
    late = f"was {was} days past due date" if was else ""
    if a.status == "paid":
        entry.says(condition="closed")
        return f"Paid, Closed; {late}." if late else rng.choice(("Paid, Closed/Never late.", "Paid, Closed."))
    if a.status == "transferred":
        entry.says(condition="closed")
        return "Transferred, closed."
    if a.status == "bankruptcy":
        return "Discharged through Bankruptcy Chapter 7."
    if a.status == "settled":
        return "Paid in settlement."
    if a.past_due:
        entry.says(past_due=a.past_due)
        return f"Current. {owed}"
    if late:
        return f"Current; {late}."
    entry.says(condition="open")
    return "Open/Never late."


def _account(w: Writing, known: Known, rng: Random, shape: str, file: BureauFile) -> None:
    a, e = known.account, Entry(known, "experian")
    name = (a.furnisher or "").upper()
    bad = a.status in ("charge_off", "collection", "bankruptcy") or bool(known.was)
    w.put(
        Heading(name, 2, tag="POTENTIALLY NEGATIVE" if bad else "", icon=True),
        Heading("Account Info", 3, icon=True),
    )
    e.says(section="Accounts")
    own = Random(known.full_number)  # a bureau masks an account the same way in every pull
    number = (
        masked(known.full_number, own.choice((6, 4)), own.choice("X*"))
        if own.random() < 0.9
        else known.full_number
    )
    e.row("Account Name", name, furnisher=name)
    e.row("Account Number", number, account_number=number)
    if a.portfolio == "collection":
        kind = rng.choice(("Collection", "Debt Buyer"))
        e.row("Account Type", kind, account_type=kind)
    else:
        kind = _kind_words(known)
        e.row("Account Type", kind, account_type=kind)
    if a.original_creditor is not None:
        e.row(
            "Original Creditor",
            a.original_creditor.upper() or "-",
            original_creditor=a.original_creditor or None,
        )
    owner = OWNERS[a.responsibility or "individual"]
    e.row("Responsibility", owner, responsibility=a.responsibility, responsibility_text=owner)
    e.row("Date Opened", slashes(a.opened), opened=a.opened)
    status = _status(e, rng)
    e.row("Status", status, status_text=status)
    if a.closed and rng.random() < 0.5:
        e.row("Date Closed", slashes(a.closed), closed=a.closed)
        if "condition" not in e.truth:
            e.unscored.add("condition")
    e.extra("Status Updated", mon_year(a.reported)[0] if a.reported else "-")
    _amounts(e, rng)
    w.put(Pairs(e.take_rows(), shape))  # type: ignore[arg-type]
    _history(w, e, rng)
    w.put(Heading("Contact Info", 3, icon=True))
    address, phone = a.furnisher_address or "", a.furnisher_phone or ""
    w.put(Pairs((("Address", address.upper()), ("Phone Number", phone)), "rows"))
    e.says(furnisher_address=address, furnisher_phone=phone)
    remarks = list(a.remarks)
    if a.disputed:
        remarks.append(
            "Account information disputed by consumer (Meets requirement of the Fair Credit Reporting Act)"
        )
    if remarks:
        w.put(
            Heading("Comment", 3, icon=True), *(Para(f"{r}." if rng.random() < 0.5 else r) for r in remarks)
        )
        e.says(remarks=tuple(remarks), disputed=True if a.disputed else None)
    w.done(e)


def _kind_words(known: Known) -> str:
    from tests.corpus.creditors import KINDS

    return known.account.account_type or KINDS[known.kind].words[0]


def _amounts(e: Entry, rng: Random) -> None:
    a = e.account
    e.row("Balance", whole(a.balance) or "-", balance=a.balance)
    e.row("Balance Updated", slashes(a.reported), reported=a.reported)
    e.extra("Recent Payment", "-")
    shown = None if leaves_out(rng, e, "monthly_payment") else a.monthly_payment
    e.row("Monthly Payment", whole(shown) or "-", monthly_payment=shown)
    if a.portfolio in ("revolving", "line_of_credit"):
        e.row("Credit Limit", whole(a.credit_limit) or "-", credit_limit=a.credit_limit)
        e.row("Highest Balance", whole(a.high_credit) or "-", high_credit=a.high_credit)
    else:
        e.row("Original Balance", whole(a.high_credit) or "-", high_credit=a.high_credit)
    terms = (
        f"{e.known.term} Months"
        if e.known.term
        else rng.choice(("-", "Revolving" if a.credit_limit else "-"))
    )
    e.row("Terms", a.terms or terms, terms=a.terms or (terms if terms != "-" else None))
    if a.removal:
        text, month = mon_year(a.removal)
        e.row("On Record Until", text, removal=month, removal_text=text)
        e.unscored |= {"removal_text", "removal_covers"}


def _history(w: Writing, e: Entry, rng: Random) -> None:
    years = calendar(e, CODES, rng)
    if not years:
        return
    months = tuple(MONTHS) if rng.random() < 0.8 else tuple(m[0] for m in MONTHS)
    w.put(
        Heading("Payment History", 3, icon=True),
        Calendar(years, months),
        Heading("Payment history guide", 3),
        Para(LEGEND, fine=True),
    )
    if e.account.monthly and rng.random() < 0.3:
        rows, truth = [], []
        for m in e.account.monthly[: rng.randint(3, 24)]:
            text = mon_year(m.month)[0]
            rows.append((text, whole(m.balance), whole(m.scheduled), whole(m.paid)))
            truth.append(MonthAmounts(m.month, m.balance, m.scheduled, m.paid))
        header = ("Date", "Balance", "Scheduled Payment", "Paid")
        w.put(Heading("Balance Histories", 3, icon=True), Table(header, tuple(rows), (1, 1, 1, 1)))
        e.says(monthly=tuple(truth))


def _records(w: Writing, file: BureauFile) -> None:
    w.put(Heading("Public Records", 1))
    if not file.records:
        w.put(Para("0 Public Records. No public records reported."))
    for r in file.records:
        name = f"{r.court}"
        rows = [("Court", name), ("Reference Number", r.reference or "-"), ("Date Filed", slashes(r.filed))]
        rows += [
            ("Date Resolved", slashes(r.resolved)),
            ("Status", f"{record_words(r)} {(r.status or '').lower()}"),
        ]
        w.put(Heading(name, 2), Pairs(tuple(rows), "rows"))
        w.records.append(replace(r, status=rows[-1][1]))


def _inquiries(w: Writing, file: BureauFile, hard: list, soft: list) -> None:  # type: ignore[type-arg]
    for kind, items in (("Hard Inquiries", hard), ("Soft Inquiries", soft)):
        w.put(Heading(kind, 1))
        if not items:
            w.put(Para(f"0 {kind}"))
        for i in items:
            w.put(Heading((i.company or "").upper(), 2), Para((i.address or "").upper()))
            w.put(Pairs((("Inquired on", slashes(i.date)),), "rows"))
            expires = None
            if i.kind == "hard":
                expires = PartialDate(i.date.year + 2, i.date.month)
                until = mon_year(expires)[0]
                w.put(Para(f"{i.purpose}. This inquiry is scheduled to continue on record until {until}."))
            else:
                w.put(Para(f"{i.purpose}."))
            w.inquiries.append(replace(i, bureau="experian", expires=expires))

"""TransUnion as AnnualCreditReport.com prints it: rows of label and value, adverse values in >brackets<, and bands
of months with a row each for amounts and rating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau, HistoryMonth, MonthAmounts
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import (
    Entry,
    Writing,
    leaves_out,
    long_month,
    masked,
    record_words,
    slashes,
    whole,
)
from tests.corpus.prints.rights import rights
from tests.corpus.sheets import Furniture, Heading, Pairs, Para, Sheet, Strip

LAYOUT = "transunion_acr"
BUREAUS: tuple[Bureau, ...] = ("transunion",)
CODES = {
    "OK": "OK", "30": "30", "60": "60", "90": "90", "120": "120", "150": "120", "180": "120", "CO": "C/O", "CL": "COL",
    "RP": "RPO", "FC": "FC", "VS": "VS", "BK": "X", "ND": "X",
}  # fmt: skip
CAPPED = {"150": "120", "180": "120", "BK": "ND"}
PORTFOLIOS = {
    "revolving": "Revolving Account", "installment": "Installment Account", "mortgage": "Mortgage Account", "open": "Open Account",
    "line_of_credit": "Line of Credit Account", "collection": "Collection Account",
}  # fmt: skip
OWNERS = {
    "individual": "Individual Account",
    "joint": "Joint Account",
    "authorized_user": "Authorized Account",
    "cosigner": "Cosigner Account",
}
STATUS = {
    "current": "Current; Paid or Paying as Agreed", "charge_off": ">Charged Off<", "collection": ">In Collection<",
    "paid": "Paid, Closed", "settled": "Paid for less than full balance", "transferred": "Transferred", "closed": "Closed",
    "bankruptcy": "Included in bankruptcy", "past_due_30": ">Account 30 Days Past Due Date<",
    "past_due_60": ">Account 60 Days Past Due Date<", "past_due_90": ">Account 90 Days Past Due Date<",
    "past_due_120": ">Account 120 Days Past Due Date<", "past_due_150": ">Account 150 Days Past Due Date<",
    "past_due_180": ">Account 180 Days Past Due Date<",
}  # fmt: skip
ADVERSE = ("charge_off", "collection", "bankruptcy")


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    day = PartialDate.of(file.day)
    w = Writing(LAYOUT, "View Your Report | TransUnion Credit Report")
    number = "".join(c for c in file.report_number if c.isdigit())[:9]
    w.put(
        Heading(f"Personal Credit Report for: {file.names[0]}", 1),
        Pairs((("File Number", number), ("Date Created", slashes(day))), "rows", colon=True),
    )
    _person(w, file)
    _records(w, file)
    adverse = [
        k
        for k in file.accounts
        if k.account.status in ADVERSE or k.was or (k.account.status or "").startswith("past_due")
    ]
    fine = [k for k in file.accounts if k not in adverse]
    for heading, group in (("Accounts with Adverse Information", adverse), ("Satisfactory Accounts", fine)):
        if group:
            w.put(Heading(heading, 1))
        if group is adverse and group:
            w.put(
                Para(
                    "Adverse information typically remains on your credit file for up to 7 years from the date of the delinquency.",
                    fine=True,
                )
            )
            w.put(
                Heading("Payment/Remarks Key", 3),
                Para(
                    "OK Current   30 30 days late   60 60 days late   C/O Charged off   COL Collection   X Unknown",
                    fine=True,
                ),
            )
        for known in group:
            _account(w, known, rng, heading)
    _inquiries(w, file)
    w.put(
        Heading("Credit Report Messages", 1), Para("Your credit report contains no messages."), *rights(rng)
    )
    stamp = f"{file.day.month}/{file.day.day}/{file.day.year % 100:02d}, {rng.randint(1, 12)}:{rng.randint(10, 59)} PM"
    url = "https://annualcreditreport.transunion.com/dss/disclosure.page"
    edges = Furniture((stamp, w.title), (url, "{n}/{m}")) if rng.random() < 0.8 else Furniture()
    return w.sheet(BUREAUS, day, number, edges, "Skia/PDF m128")


def _person(w: Writing, file: BureauFile) -> None:
    p = file.person
    rows = [
        ("Name", file.names[0]),
        ("Social Security Number", f"XXX-XX-{p.ssn_last4}"),
        ("Date of Birth", slashes(PartialDate.of(p.birth))),
    ]
    w.put(
        Heading("Personal Information", 1),
        Para("You have been on our files since 01/01/2004"),
        Pairs(tuple(rows), "rows"),
    )
    w.put(Heading("Addresses", 2))
    for n, a in enumerate(p.addresses):
        label = "Current Address" if n == 0 else "Other Address"
        w.put(Pairs(((label, a.one_line.upper()), ("Date Reported", f"0{n + 1}/15/2020")), "rows"))
    if p.phones:
        w.put(
            Heading("Phone Numbers", 2),
            Pairs(tuple((f"Phone Number {n + 1}", t) for n, t in enumerate(p.phones)), "rows"),
        )
    for employer in p.employers:
        w.put(
            Heading("Employers", 2),
            Pairs((("Employer Name", employer.upper()), ("Date Verified", "04/02/2021")), "rows"),
        )
    w.consumers.append(
        AsReported(
            "transunion",
            None,
            file.names[:1],
            tuple(a.one_line for a in p.addresses),
            p.ssn_last4,
            PartialDate.of(p.birth),
            p.phones,
            p.employers,
        )
    )


def _records(w: Writing, file: BureauFile) -> None:
    w.put(Heading("Public Records", 1))
    if not file.records:
        w.put(Para("No public records reported."))
    for r in file.records:
        kind = (f"CHAPTER {r.chapter} BANKRUPTCY {r.status or ''}" if r.chapter else record_words(r)).upper()
        rows = (
            ("Type", kind), ("Court Name", r.court or ""), ("Docket Number", r.reference or ""), ("Date Filed", slashes(r.filed)),
            ("Date Paid", slashes(r.resolved)), ("Plaintiff Attorney", "DANA ATTORNEY"),
        )  # fmt: skip
        w.put(Heading(r.court or "", 2), Pairs(rows, "rows"))
        w.unscored |= {f"/public_records/{len(w.records)}/{n}" for n in ("status", "resolved")}
        w.records.append(r)


def _account(w: Writing, known: Known, rng: Random, section: str) -> None:
    a, e = known.account, Entry(known, "transunion")
    name = (a.furnisher or "").upper()
    number = masked(known.full_number, max(4, len(known.full_number) - 4), "*")
    w.put(Heading(f"{name} {number}", 2))
    e.says(section=section, furnisher=name, account_number=number)
    if rng.random() < 0.4:
        w.put(Pairs((("Account Name", name), ("Account Number", number)), "rows"))
    w.put(Heading("Account Information", 3))
    e.row("Address", (a.furnisher_address or "").upper(), furnisher_address=a.furnisher_address)
    e.row("Phone", a.furnisher_phone or "", furnisher_phone=a.furnisher_phone)
    if a.original_creditor is not None:
        e.row("Original Creditor", a.original_creditor.upper(), original_creditor=a.original_creditor or None)
    if a.charge_off_amount is not None and "charge" in (a.remarks or ("",))[0].lower():
        e.unscored.add("charge_off_amount")
    _dates_and_amounts(e, rng)
    w.put(Pairs(e.take_rows(), rng.choice(("rows", "rows", "columns2"))))
    _bands(w, e, rng)
    w.done(e)


def _dates_and_amounts(e: Entry, rng: Random) -> None:
    a = e.account
    shown = None if leaves_out(rng, e, "monthly_payment") else a.monthly_payment
    pay = None if leaves_out(rng, e, "last_payment") else a.last_payment
    terms = a.terms or (f"Paid Monthly for {e.known.term} months" if e.known.term else "")
    if e.known.term and shown and not a.terms:
        terms = f"{whole(shown)} per month, paid Monthly for {e.known.term} months"
    e.row("Date Opened", slashes(a.opened), opened=a.opened)
    owner = OWNERS[a.responsibility or "individual"]
    e.row("Responsibility", owner, responsibility=a.responsibility, responsibility_text=owner)
    portfolio = PORTFOLIOS[a.portfolio or "revolving"]
    e.row("Account Type", portfolio, portfolio=a.portfolio)
    kind = a.account_type or KINDS[e.known.kind].words[2]
    e.row("Loan Type", kind, account_type=kind)
    e.row("Balance", whole(a.balance), balance=a.balance)
    e.row("Date Updated", slashes(a.reported), reported=a.reported)
    if pay or rng.random() < 0.5:
        e.row("Last Payment Made", slashes(pay), last_payment=pay)
    if shown is not None:
        e.row("Monthly Payment", whole(shown), monthly_payment=shown)
    high = whole(a.high_credit)
    if rng.random() < 0.3 and a.opened and a.reported:
        high = (
            f"High balance of {high} from {slashes(a.opened.to_month())} to {slashes(a.reported.to_month())}"
        )
    e.row("High Balance", high, high_credit=a.high_credit)
    if a.portfolio in ("revolving", "line_of_credit"):
        e.row("Credit Limit", whole(a.credit_limit), credit_limit=a.credit_limit)
    e.row("Past Due", f">{whole(a.past_due)}<" if a.past_due else whole(a.past_due), past_due=a.past_due)
    status = STATUS[a.status or "current"]
    e.row("Pay Status", status, status=a.status, status_text=status.strip("><"))
    e.row("Terms", terms, terms=terms or None)
    if a.closed:
        e.row("Date Closed", slashes(a.closed), closed=a.closed, condition="closed")
    notes = list(a.remarks)
    if a.disputed:
        notes.append(rng.choice(("Account information disputed by consumer", "DISPUTED BY CONSUMER")))
    if notes:
        e.row("Remarks", "; ".join(notes), remarks=tuple(notes), disputed=True if a.disputed else None)
    if a.removal:
        text, month = long_month(a.removal)
        text = slashes(month) if rng.random() < 0.5 else text
        e.row(
            "Estimated month and year that this item will be removed", text, removal=month, removal_text=text
        )
        e.unscored |= {"removal_text", "removal_covers"}
    if "condition" not in e.truth:
        e.unscored.add("condition")


def _bands(w: Writing, e: Entry, rng: Random) -> None:
    a = e.account
    if not a.payment_history:
        return
    amounts = {str(m.month): m for m in a.monthly}
    with_amounts = rng.random() < 0.5
    months, ratings, history, monthly = [], [], [], []
    rows: dict[str, list[str]] = {"Balance": [], "Past Due": [], "Amount Paid": [], "Scheduled Payment": []}
    for cell in a.payment_history:
        months.append(long_month(cell.month)[0])
        status = CAPPED.get(cell.status or "ND", cell.status)
        status = "ND" if rng.random() < 0.02 and status == "OK" else status
        ratings.append(CODES[status or "ND"])
        history.append(HistoryMonth(cell.month, status))  # type: ignore[arg-type]
        m = amounts.get(str(cell.month))
        texts = (m.balance, m.past_due, m.paid, m.scheduled) if m else (None,) * 4
        for label, value in zip(rows, texts, strict=True):
            rows[label].append(whole(value) or "---")
        if m and with_amounts:
            monthly.append(MonthAmounts(cell.month, m.balance, m.scheduled, m.paid, m.past_due))
    drawn = tuple((label, tuple(cells)) for label, cells in rows.items()) if with_amounts else ()
    w.put(
        Heading("Payment History", 3),
        Strip(tuple(months), (*drawn, ("Rating", tuple(ratings))), rng.choice((6, 6, 5))),
    )
    w.put(Para(f"Total Months: {len(months)}"))
    e.says(payment_history=tuple(history), monthly=tuple(monthly))


def _inquiries(w: Writing, file: BureauFile) -> None:
    hard = [i for i in file.inquiries if i.kind == "hard"]
    soft = [i for i in file.inquiries if i.kind == "soft"]
    for heading, items in (("Regular Inquiries", hard), ("Account Review Inquiries", soft)):
        w.put(Heading(heading, 1))
        if not items:
            w.put(Para("No inquiries reported."))
        for i in items:
            rows = [("Location", (i.address or "").upper()), ("Requested On", slashes(i.date))]
            if i.purpose:
                rows.append(("Permissible Purpose", i.purpose.upper()))
            w.put(Heading((i.company or "").upper(), 2), Pairs(tuple(rows), "rows"))
            w.inquiries.append(replace(i, bureau="transunion"))

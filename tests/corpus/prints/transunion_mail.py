"""TransUnion's disclosure as it comes by mail: NAME #number, three columns of "Label: value", a band of ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau, HistoryMonth
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import MONTHS, Entry, Writing, masked, slashes, whole
from tests.corpus.prints.rights import rights
from tests.corpus.prints.transunion_acr import ADVERSE, CAPPED, CODES, OWNERS, PORTFOLIOS, STATUS
from tests.corpus.sheets import Furniture, Heading, Pairs, Para, Sheet, Strip

LAYOUT = "transunion_mail"
BUREAUS: tuple[Bureau, ...] = ("transunion",)


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    day, p = PartialDate.of(file.day), file.person
    w = Writing(LAYOUT, "TransUnion Credit Report")
    number = "".join(c for c in file.report_number if c.isdigit())[:9]
    rows = (("File Number", number), ("Date Issued", slashes(day)))
    w.put(
        Heading("TransUnion Consumer Disclosure", 1),
        Pairs(rows, "rows", colon=True),
        Para("-Begin Credit Report-"),
    )
    person = [
        ("Name", file.names[0]),
        ("SSN", f"XXX-XX-{p.ssn_last4}"),
        ("Date of Birth", slashes(PartialDate.of(p.birth))),
    ]
    person.append(("Current Address", p.addresses[0].one_line.upper()))
    person += [("Other Address", a.one_line.upper()) for a in p.addresses[1:]]
    person += [("Phone", n) for n in p.phones]
    w.put(
        Heading("Personal Information", 1),
        Para("You have been on our files since 05/2003"),
        Pairs(tuple(person), "rows", colon=True),
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
        )
    )
    if file.records:
        w.put(Heading("Public Records", 1))
    for r in file.records:
        items = (
            ("Type", f"CHAPTER {r.chapter} BANKRUPTCY"), ("Docket #", r.reference or ""), ("Date Filed", slashes(r.filed)),
            ("Responsibility", "Individual Debt"), ("Date Paid", slashes(r.resolved)),
        )  # fmt: skip
        w.put(Heading(r.court or "", 2), Pairs(items, "inline3", colon=True))
        w.unscored |= {f"/public_records/{len(w.records)}/{n}" for n in ("status", "resolved", "disposition")}
        w.records.append(replace(r, status=None, disposition=None))
    adverse = [k for k in file.accounts if k.account.status in ADVERSE or k.was]
    for heading, group in (
        ("Accounts with Adverse Information", adverse),
        ("Satisfactory Accounts", [k for k in file.accounts if k not in adverse]),
    ):
        if group:
            w.put(Heading(heading, 1))
        for known in group:
            _account(w, known, rng, heading)
    _inquiries(w, file)
    w.put(Para("-End of Credit Report-"), *rights(rng))
    edges = Furniture(("", f"File Number: {number}   Page: {{n}} of {{m}}"), (f"P {number}-001  00123", ""))
    return w.sheet(BUREAUS, day, number, edges, "PDFlib")


def _account(w: Writing, known: Known, rng: Random, section: str) -> None:
    a, e = known.account, Entry(known, "transunion")
    name, number = (a.furnisher or "").upper(), masked(known.full_number, len(known.full_number) - 4, "*")
    w.put(
        Heading(f"{name} #{number}", 2), Para(f"{(a.furnisher_address or '').upper()}  {a.furnisher_phone}")
    )
    e.says(
        section=section,
        furnisher=name,
        account_number=number,
        furnisher_address=a.furnisher_address,
        furnisher_phone=a.furnisher_phone,
    )
    status, owner = STATUS[a.status or "current"], OWNERS[a.responsibility or "individual"]
    kind, portfolio = a.account_type or KINDS[known.kind].words[2], PORTFOLIOS[a.portfolio or "open"]
    e.row("Date Opened", slashes(a.opened), opened=a.opened)
    e.row("Balance", whole(a.balance), balance=a.balance)
    e.row("Pay Status", status, status=a.status, status_text=status.strip("><"))
    e.row("Responsibility", owner, responsibility=a.responsibility, responsibility_text=owner)
    e.row("Date Updated", slashes(a.reported), reported=a.reported)
    terms = a.terms or (f"Paid Monthly for {known.term} months" if known.term else "")
    e.row("Terms", terms, terms=terms or None)
    e.row("Account Type", portfolio, portfolio=a.portfolio)
    if a.last_payment:
        e.row("Last Payment Made", slashes(a.last_payment), last_payment=a.last_payment)
    e.row("High Balance", whole(a.high_credit), high_credit=a.high_credit)
    e.row("Loan Type", kind, account_type=kind)
    if a.credit_limit is not None:
        e.row("Credit Limit", whole(a.credit_limit), credit_limit=a.credit_limit)
    e.row("Past Due", f">{whole(a.past_due)}<" if a.past_due else whole(a.past_due), past_due=a.past_due)
    if a.closed:
        e.row("Date Closed", slashes(a.closed), closed=a.closed, condition="closed")
    if a.original_creditor:
        e.row("Original Creditor", a.original_creditor.upper(), original_creditor=a.original_creditor)
    if a.monthly_payment is not None:
        e.row("Monthly Payment", whole(a.monthly_payment), monthly_payment=a.monthly_payment)
    w.put(Pairs(e.take_rows(), "inline3", colon=True))
    e.unscored |= {"condition"} if not a.closed else set()
    notes = [*a.remarks, *(("DISPUTED BY CONSUMER",) if a.disputed else ())]
    if notes:
        w.put(Para(f"Remarks: {'; '.join(notes)}"))
        e.says(remarks=tuple(notes), disputed=a.disputed or None)
    if a.removal:
        text = slashes(PartialDate(a.removal.year, a.removal.month))
        w.put(Para(f"Estimated month and year that this item will be removed: {text}"))
        e.says(removal=PartialDate(a.removal.year, a.removal.month))
        e.unscored |= {"removal_text", "removal_covers"}
    _ratings(w, e)
    w.done(e)


def _ratings(w: Writing, e: Entry) -> None:
    history = e.account.payment_history
    if not history:
        return
    told = tuple(HistoryMonth(h.month, CAPPED.get(h.status or "ND", h.status)) for h in history)  # type: ignore[arg-type]
    months = tuple(f"{MONTHS[(h.month.month or 1) - 1]} {h.month.year}" for h in told)
    w.put(Strip(months, (("Rating", tuple(CODES[h.status or "ND"] for h in told)),), 12))
    e.says(payment_history=told)


def _inquiries(w: Writing, file: BureauFile) -> None:
    for heading, kind in (("Regular Inquiries", "hard"), ("Promotional Inquiries", "soft")):
        items = [i for i in file.inquiries if i.kind == kind]
        if items:
            w.put(Heading(heading, 1))
        for i in items:
            rows = (("Location", (i.address or "").upper()), ("Requested On", slashes(i.date)))
            w.put(Heading((i.company or "").upper(), 2), Pairs(rows, "inline3", colon=True))
            w.inquiries.append(replace(i, bureau="transunion", purpose=None))

"""Experian's member site as printed: sentence-case labels, a summary before each block, addresses before their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.experian_acr import CODES, LEGEND
from tests.corpus.prints.paper import MONTHS, Entry, Writing, calendar, masked, mon_day, mon_year, whole
from tests.corpus.sheets import Calendar, Furniture, Heading, Pairs, Para, Sheet

LAYOUT = "experian_member"
BUREAUS: tuple[Bureau, ...] = ("experian",)
OWNERS = {
    "individual": "Individual",
    "joint": "Joint",
    "authorized_user": "Authorized user",
    "cosigner": "Cosigner",
}
STATUS = {
    "current": "Current", "charge_off": "Charged off", "collection": "Collection account", "paid": "Paid", "settled": "Settled",
    "transferred": "Transferred", "bankruptcy": "Discharged through bankruptcy", "closed": "Closed",
    "past_due_30": "30 days past due", "past_due_60": "60 days past due", "past_due_90": "90 days past due",
    "past_due_120": "120 days past due", "past_due_150": "150 days past due", "past_due_180": "180 days past due",
}  # fmt: skip


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    day, p = PartialDate.of(file.day), file.person
    w = Writing(LAYOUT, "Experian - Credit Report")
    who = file.names[0].upper()
    w.put(
        Heading("Your Experian credit report", 1),
        Para(f"Prepared For {who}"),
        Para(f"Date generated: {mon_day(day)}"),
    )
    w.put(
        Heading("Personal information", 1),
        Pairs((("Name", who), ("Year of birth", str(p.birth.year))), "rows"),
    )
    w.put(Heading("Addresses", 2), *(Para(a.one_line.upper()) for a in p.addresses))
    if p.phones:
        w.put(Heading("Phone numbers", 2), *(Para(n) for n in p.phones))
    if p.employers:
        w.put(Heading("Employers", 2), *(Para(e.upper()) for e in p.employers))
    w.put(Heading("Your statement", 2), Para("No statement(s) present at this time"))
    w.consumers.append(
        AsReported(
            "experian", None, file.names[:1], tuple(a.one_line for a in p.addresses), None, PartialDate(p.birth.year), p.phones, p.employers
        )
    )  # fmt: skip
    groups = (
        ("Open accounts", "open", False),
        ("Closed accounts", "closed", False),
        ("Collection accounts", None, True),
    )
    for heading, condition, debts in groups:
        mine = [
            k
            for k in file.accounts
            if (k.kind == "collection") == debts and (debts or k.account.condition == condition)
        ]
        w.put(Heading(heading, 1), *(() if mine else (Para(f"No {heading.lower()} reported."),)))
        for known in mine:
            _account(w, known, rng, heading)
    _rest(w, file)
    edges = Furniture((f"{file.day.month}/{file.day.day}/{file.day.year % 100:02d}, 8:14 PM", f"Prepared For {who} Date generated: {mon_day(day)}"),
                      ("https://usa.experian.com/mfe/credit/printable-report", "Page {n} of {m}"))  # fmt: skip
    return w.sheet(BUREAUS, day, None, edges, "Skia/PDF m131")


def _account(w: Writing, known: Known, rng: Random, section: str) -> None:
    a, e = known.account, Entry(known, "experian")
    name = (a.furnisher or "").upper()
    w.put(
        Heading(name, 2),
        Para(whole(a.balance)),
        Para(f"Balance updated {mon_day(a.reported)}" if a.reported else ""),
    )
    number, owner, status = (
        masked(known.full_number, 6, "X"),
        OWNERS[a.responsibility or "individual"],
        STATUS[a.status or "current"],
    )
    e.says(section=section)
    e.row("Account name", name, furnisher=name)
    e.row("Account number", number, account_number=number)
    if a.original_creditor is not None:
        e.row(
            "Original creditor",
            a.original_creditor.upper() or "-",
            original_creditor=a.original_creditor or None,
        )
    e.row("Company sold", "-")
    kind = a.account_type or KINDS[known.kind].words[0]
    e.row("Account type", kind, account_type=kind)
    e.row("Date opened", mon_day(a.opened) if a.opened else "-", opened=a.opened)
    if known.kind != "collection":
        e.row("Open/closed", (a.condition or "").title(), condition=a.condition)
    e.row("Status", status, status=a.status, status_text=status)
    e.extra("Status updated", mon_year(a.reported)[0] if a.reported else "-")
    e.row("Balance", whole(a.balance), balance=a.balance)
    e.row("Balance updated", mon_day(a.reported) if a.reported else "-", reported=a.reported)
    if a.portfolio in ("revolving", "line_of_credit"):
        e.row("Credit limit", whole(a.credit_limit) or "-", credit_limit=a.credit_limit)
        if a.credit_limit and a.balance is not None:
            e.extra("Credit usage", f"{round(100 * a.balance / a.credit_limit)}%")
        e.row("Highest balance", whole(a.high_credit) or "-", high_credit=a.high_credit)
    else:
        e.row("Original balance", whole(a.high_credit) or "-", high_credit=a.high_credit)
    e.row("Past due amount", whole(a.past_due) or "-", past_due=a.past_due)
    e.row("Monthly payment", whole(a.monthly_payment) or "-", monthly_payment=a.monthly_payment)
    e.row(
        "Last Payment Date", mon_day(a.last_payment) if a.last_payment else "-", last_payment=a.last_payment
    )
    terms = a.terms or (f"{known.term} Months" if known.term else "-")
    e.row("Terms", terms, terms=terms if terms != "-" else None)
    e.row("Responsibility", owner, responsibility=a.responsibility, responsibility_text=owner)
    if a.removal:
        text, month = mon_year(a.removal)
        e.row("On record until", text, removal=month, removal_text=text)
        e.unscored |= {"removal_text", "removal_covers"}
    w.put(Heading("Account info", 3), Pairs(e.take_rows(), rng.choice(("rows", "columns2"))))
    years = calendar(e, CODES, rng)
    if years:
        w.put(
            Heading("Payment history", 3),
            Calendar(years, MONTHS),
            Heading("Payment history guide", 3),
            Para(LEGEND, fine=True),
        )
    w.put(
        Heading("Contact info", 3),
        Para((a.furnisher_address or "").upper()),
        Para("Address"),
        Para(a.furnisher_phone or ""),
        Para("Phone number"),
    )
    e.says(furnisher_address=a.furnisher_address, furnisher_phone=a.furnisher_phone)
    notes = [*a.remarks, *(("Account information disputed by consumer",) if a.disputed else ())]
    if notes:
        w.put(Heading("Comments", 3), *(Para(n) for n in notes))
        e.says(remarks=tuple(notes), disputed=a.disputed or None)
    w.done(e)


def _rest(w: Writing, file: BureauFile) -> None:
    w.put(Heading("Public records", 1))
    if not file.records:
        w.put(Para("No public records reported."))
    for r in file.records:
        rows = (
            ("Record type", f"Bankruptcy chapter {r.chapter}"), ("Court", r.court or "-"), ("Reference number", r.reference or "-"),
            ("Date filed", mon_day(r.filed) if r.filed else "-"), ("Date resolved", mon_day(r.resolved) if r.resolved else "-"),
            ("Status", r.status or "-"),
        )  # fmt: skip
        w.put(Heading(f"Bankruptcy chapter {r.chapter}", 2), Pairs(rows, "rows"))
        w.records.append(r)
    w.put(Heading("Hard inquiries", 1))
    hard = [i for i in file.inquiries if i.kind == "hard"]
    if not hard:
        w.put(Para("No hard inquiries reported."))
    for i in hard:
        expires = PartialDate(i.date.year + 2, i.date.month) if i.date else None
        w.put(
            Heading((i.company or "").upper(), 2),
            Pairs((("Inquired on", mon_day(i.date) if i.date else "-"),), "rows"),
        )
        w.put(
            Para(
                f"{i.purpose}. This inquiry is scheduled to continue on record until {mon_year(expires)[0]}."
                if expires
                else ""
            )
        )
        w.inquiries.append(replace(i, bureau="experian", address=None, expires=expires))

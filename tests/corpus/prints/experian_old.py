"""Experian's own site until about 2019: negative items first, labels with colons, years over newest-first months."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from creditai.report import AsReported, Bureau, HistoryMonth
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.experian_acr import OWNERS
from tests.corpus.prints.paper import MONTHS, Entry, Writing, mon_day, mon_year, whole
from tests.corpus.sheets import Furniture, Heading, Pairs, Para, Sheet, Strip

LAYOUT = "experian_old"
BUREAUS: tuple[Bureau, ...] = ("experian",)
BAD = ("charge_off", "collection", "bankruptcy", "settled")
CODES = {
    "OK": "OK", "30": "30", "60": "60", "90": "90", "120": "120", "150": "150", "180": "180", "CO": "CO", "CL": "C",
    "ND": "ND", "RP": "R", "FC": "F", "BK": "B",
}  # fmt: skip


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    w = Writing(LAYOUT, "Experian - Access your credit report")
    day = PartialDate.of(file.day)
    w.put(
        Heading("Online Personal Credit Report from Experian for", 1),
        Pairs(
            (
                ("Experian credit report prepared for", file.names[0].upper()),
                ("Your report number is", file.report_number),
                ("Report date", mon_day(day)),
            ),
            "rows",
            colon=True,
        ),
    )
    bad = [k for k in file.accounts if k.account.status in BAD or k.was]
    good = [k for k in file.accounts if k not in bad]
    for heading, group in (
        ("Potentially Negative Items or items for further review", bad),
        ("Accounts in Good Standing", good),
    ):
        w.put(Heading(heading, 1))
        for known in group:
            _account(w, known, heading)
        if not group:
            w.put(Para("No items of this kind are on your report."))
    _inquiries(w, file)
    _person(w, file, rng)
    return w.sheet(BUREAUS, day, file.report_number, Furniture(("", ""), ("", "Page {n} of {m}")), "Experian")


def _person(w: Writing, file: BureauFile, rng: Random) -> None:
    p = file.person
    w.put(Heading("Personal Information", 1), Heading("Names", 2))
    w.put(*(Para(name.upper()) for name in file.names), Heading("Addresses", 2))
    for address in p.addresses:
        number = ("Address Identification Number", f"0{rng.randint(10**8, 10**9)}")
        w.put(Para(address.one_line.upper()), Pairs((number,), "rows", colon=True))
    w.put(Heading("Year of Birth", 2), Para(str(p.birth.year)))
    if p.phones:
        w.put(Heading("Telephone Numbers", 2), *(Para(n) for n in p.phones))
    if p.employers:
        w.put(Heading("Employers", 2), *(Para(e.upper()) for e in p.employers))
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


def _status(e: Entry) -> str:
    a, was = e.account, e.known.was
    owed = ""
    if a.past_due and a.reported:
        owed = f" {whole(a.past_due)} past due as of {mon_year(a.reported)[0]}."
        e.says(past_due=a.past_due)
    if a.status == "charge_off":
        e.says(charge_off_amount=a.charge_off_amount)
        e.says(status="charge_off")
        return f"Account charged off. {whole(a.charge_off_amount)} written off.{owed}"
    if a.status == "collection":
        e.says(status="collection")
        return f"Collection account.{owed}"
    if a.status and a.status.startswith("past_due"):
        e.says(status=a.status, condition="open")
        return f"Open/{a.status.removeprefix('past_due_')} days past due.{owed}"
    e.says(status=a.status)
    if a.status == "current" and was:
        return f"Current; was {was} days past due date.{owed}"
    e.says(condition=a.condition)
    if a.status == "current":
        return f"Open/Never late.{owed}"
    if a.status == "paid":
        return f"Paid, Closed; was {was} days past due date." if was else "Paid, Closed/Never late."
    if a.status == "transferred":
        return "Transferred, closed."
    e.unscored.add("condition")
    return "Paid in settlement." if a.status == "settled" else "Discharged through Bankruptcy Chapter 7."


def _account(w: Writing, known: Known, section: str) -> None:
    a, e = known.account, Entry(known, "experian")
    name = (a.furnisher or "").upper()
    w.put(Heading(name, 2), Para((a.furnisher_address or "").upper()), Para(a.furnisher_phone or ""))
    e.says(section=section, furnisher=name)
    e.unscored |= {"furnisher_address", "furnisher_phone", "removal_text", "removal_covers"}
    number = f"{known.full_number[:12]}...."
    e.row("Account Number", number, account_number=number)
    if a.original_creditor:
        e.row("Original Creditor", a.original_creditor.upper(), original_creditor=a.original_creditor)
    e.row("Status", status := _status(e), status_text=status)
    month = None if a.opened is None else PartialDate(a.opened.year, a.opened.month)
    e.row("Date Opened", "" if month is None else f"{month.month:02d}/{month.year}", opened=month)
    kind = "Collection" if a.portfolio == "collection" else a.account_type or KINDS[known.kind].words[0]
    e.row("Type", kind, account_type=kind)
    reported = None if a.reported is None else PartialDate(a.reported.year, a.reported.month)
    e.row(
        "Last Reported",
        "" if reported is None else f"{reported.month:02d}/{reported.year}",
        reported=reported,
    )
    e.row("Terms", a.terms or "NA", terms=a.terms or None)
    e.row("Responsibility", owner := OWNERS[a.responsibility or "individual"], responsibility_text=owner)
    e.says(responsibility=a.responsibility)
    e.row("Monthly Payment", whole(a.monthly_payment) or "NA", monthly_payment=a.monthly_payment)
    limited = a.portfolio in ("revolving", "line_of_credit")
    amount = a.credit_limit if limited else a.high_credit
    e.row("Credit Limit/Original Amount", whole(amount) or "NA")
    e.says(credit_limit=amount) if limited else e.says(high_credit=amount)
    e.row("High Balance", whole(a.high_credit) if limited else "NA")
    if limited:
        e.says(high_credit=a.high_credit)
    e.row("Recent Balance", _balance(a.balance, reported), balance=a.balance)
    if a.removal:
        until = mon_year(a.removal)[0]
        e.row("Status Details", f"This account is scheduled to continue on record until {until}.")
        e.says(removal=a.removal)
    w.put(Pairs(e.take_rows(), "rows", colon=True))
    _history(w, e)
    remarks = [*a.remarks, *(["Account information disputed by consumer"] if a.disputed else [])]
    w.put(*(Para(f"{r}.") for r in remarks))
    e.says(remarks=tuple(remarks) or None, disputed=True if a.disputed else None)
    w.done(e)


def _balance(amount: object, month: PartialDate | None) -> str:
    if amount is None:
        return "NA"
    told = whole(amount)  # type: ignore[arg-type]
    return told if month is None else f"{told} as of {month.month:02d}/{month.year}"


def _history(w: Writing, e: Entry) -> None:
    """Newest first; a year stands once, over the first of its months."""
    cells = [h for h in e.account.payment_history if h.status in CODES][:24]
    if not cells:
        return
    years, seen = [], 0
    for cell in cells:
        years.append("" if cell.month.year == seen else str(cell.month.year))
        seen = cell.month.year
    months = tuple(MONTHS[(c.month.month or 1) - 1].upper() for c in cells)
    codes = tuple(CODES[c.status or "ND"] for c in cells)
    w.put(Heading("Account History", 3), Strip(tuple(years), (("", months), ("", codes)), 24))
    e.says(payment_history=tuple(HistoryMonth(c.month, c.status) for c in cells))


def _inquiries(w: Writing, file: BureauFile) -> None:
    titles = (
        ("Requests viewed by others", "hard"),
        ("Requests viewed only by you", "soft"),
    )
    w.put(Heading("Requests for Your Credit History", 1))
    for title, kind in titles:
        w.put(Heading(title, 2))
        items = [i for i in file.inquiries if i.kind == kind]
        if not items:
            w.put(Para("No requests of this kind are on your report."))
        for i in items:
            w.put(Heading((i.company or "").upper(), 3), Para((i.address or "").upper()))
            day = f"{i.date.month:02d}/{i.date.day:02d}/{i.date.year}" if i.date else ""
            w.put(Pairs((("Date of Request", day),), "rows", colon=True))
            w.unscored |= {f"/inquiries/{len(w.inquiries)}/{n}" for n in ("address", "purpose", "expires")}
            w.inquiries.append(i)

"""myEquifax and the older Equifax file: numbered sections, an account per sub-number, year by month tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau, MonthAmounts
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.equifax_acr import CODES, LEGEND, STATUS
from tests.corpus.prints.paper import MONTHS, Entry, Writing, calendar, long_day, mon_day, slashes, whole
from tests.corpus.prints.rights import rights
from tests.corpus.prints.totals import by_type
from tests.corpus.sheets import Calendar, Furniture, Heading, Pairs, Para, Sheet, Table

LAYOUT = "equifax_my"
BUREAUS: tuple[Bureau, ...] = ("equifax",)
OWNERS = {
    "individual": "Individual",
    "joint": "Joint",
    "authorized_user": "Authorized User",
    "cosigner": "Co-signer",
}
SECTIONS = (
    (2, "Revolving Accounts", ("revolving", "line_of_credit")), (3, "Mortgage Accounts", ("mortgage",)),
    (4, "Installment Accounts", ("installment",)), (5, "Other Accounts", ("open",)),
)  # fmt: skip


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    day = PartialDate.of(file.day)
    w = Writing(LAYOUT, "Equifax Credit Report")
    number = "".join(c for c in file.report_number if c.isdigit())[:10]
    head = (
        ("Report Date", mon_day(day)),
        ("Report Confirmation", number),
        ("Credit File Status", "No fraud indicator on file"),
    )
    w.put(Heading("CREDIT REPORT", 1), Para(file.names[0]), Heading("1. Summary", 1), Pairs(head, "rows"))
    w.put(by_type(file.accounts))
    for place, heading, portfolios in SECTIONS:
        mine = [k for k in file.accounts if k.account.portfolio in portfolios]
        w.put(Heading(f"{place}. {heading}", 1))
        if not mine:
            w.put(Para(f"You currently do not have any {heading} in your file."))
        for n, known in enumerate(mine):
            _account(w, known, rng, f"{place}.{n + 1}", f"{place}. {heading}")
    w.put(
        Heading("6. Consumer Statements", 1),
        Para("You currently do not have any Consumer Statements in your file."),
    )
    _person(w, file)
    _inquiries(w, file)
    w.put(Heading("9. Public Records", 1))
    if not file.records:
        w.put(Para("You currently do not have any Bankruptcies in your file."))
    for r in file.records:
        rows = (
            ("Type", f"Bankruptcy Chapter {r.chapter}"), ("Court", r.court or ""), ("Reference Number", r.reference or ""),
            ("Date Filed", mon_day(r.filed) if r.filed else ""), ("Date Resolved", mon_day(r.resolved) if r.resolved else ""),
            ("Status", r.status or ""),
        )  # fmt: skip
        w.put(Pairs(rows, "rows"))
        w.records.append(r)
    w.put(Heading("10. Collections", 1))
    debts = [k for k in file.accounts if k.kind == "collection"]
    if not debts:
        w.put(Para("You currently do not have any Collections in your file."))
    for n, known in enumerate(debts):
        _collection(w, known, n)
    w.put(*rights(rng))
    edges = Furniture(("", ""), (f"{file.names[0]} | {long_day(day)}", "Page {n} of {m}"))
    return w.sheet(BUREAUS, day, number, edges, "Apache FOP Version 2.3")


def _account(w: Writing, known: Known, rng: Random, place: str, section: str) -> None:
    a, e = known.account, Entry(known, "equifax")
    name = (a.furnisher or "").upper()
    w.put(Heading(f"{place} {name}", 2))
    e.says(section=section, furnisher=name, portfolio=a.portfolio)
    w.put(Heading("Summary", 3))
    number, status, owner = (
        f"xxxxxxxx{known.full_number[-4:]}",
        STATUS[a.status or "current"],
        OWNERS[a.responsibility or "individual"],
    )
    e.row("Account Number", number, account_number=number)
    e.row("Reported Balance", whole(a.balance), balance=a.balance)
    e.row("Account Status", status, status=a.status, status_text=status)
    if a.credit_limit and a.balance is not None:
        e.extra("Debt-to-Credit", f"{round(100 * a.balance / a.credit_limit)}%")
    w.put(Pairs(e.take_rows(), "rows"))
    _months(w, e, rng)
    w.put(Heading("Account Details", 3))
    kind = a.account_type or KINDS[known.kind].words[1]
    e.row("High Credit", whole(a.high_credit), high_credit=a.high_credit)
    e.row("Credit Limit", whole(a.credit_limit), credit_limit=a.credit_limit)
    e.row("Payment Responsibility", owner, responsibility=a.responsibility, responsibility_text=owner)
    e.row(
        "Account Type",
        {"revolving": "Revolving", "mortgage": "Mortgage", "installment": "Installment"}.get(
            a.portfolio or "", "Line of Credit"
        ),
    )
    e.row("Loan Type", kind, account_type=kind)
    e.row("Date Opened", mon_day(a.opened) if a.opened else "", opened=a.opened)
    e.row("Date Reported", mon_day(a.reported) if a.reported else "", reported=a.reported)
    e.row(
        "Date of First Delinquency",
        mon_day(a.first_delinquency) if a.first_delinquency else "",
        first_delinquency=a.first_delinquency,
    )
    e.row("Delinquency First Reported", "")
    e.row("Last Payment Date", mon_day(a.last_payment) if a.last_payment else "", last_payment=a.last_payment)
    e.row("Date Closed", mon_day(a.closed) if a.closed else "", closed=a.closed)
    e.row("Amount Past Due", whole(a.past_due), past_due=a.past_due)
    e.row("Scheduled Payment Amount", whole(a.monthly_payment), monthly_payment=a.monthly_payment)
    e.row("Charge Off Amount", whole(a.charge_off_amount), charge_off_amount=a.charge_off_amount)
    e.row(
        "Term Duration",
        f"{known.term} Months" if known.term else "",
        terms=f"{known.term} Months" if known.term else None,
    )
    e.unscored |= {"condition"}
    w.put(Pairs(e.take_rows(), rng.choice(("columns2", "rows"))))
    notes = [*a.remarks, *(("Consumer disputes this account information",) if a.disputed else ())]
    if notes:
        w.put(Pairs((("Comments", "; ".join(notes)),), "rows"))
        e.says(remarks=tuple(notes), disputed=a.disputed or None)
    w.put(
        Heading("Contact", 3), Para(f"{name}"), Para(a.furnisher_address or ""), Para(a.furnisher_phone or "")
    )
    e.says(furnisher_address=a.furnisher_address, furnisher_phone=a.furnisher_phone)
    w.done(e)


def _months(w: Writing, e: Entry, rng: Random) -> None:
    years = calendar(e, CODES, rng)
    if not years:
        return
    a = e.account
    w.put(Heading("Payment History", 3), Calendar(years, MONTHS, "Year"), Para(LEGEND, fine=True))
    if a.monthly and rng.random() < 0.5:
        by_year: dict[int, dict[int, str]] = {}
        for m in a.monthly:
            by_year.setdefault(m.month.year, {})[m.month.month or 1] = whole(m.balance)
        rows = tuple(
            (str(y), *(cells.get(n, "") for n in range(1, 13)))
            for y, cells in sorted(by_year.items(), reverse=True)
        )
        w.put(
            Heading("Account History", 3),
            Para("Balance"),
            Table(("Year", *MONTHS), rows, (1.1,) + (1.0,) * 12),
        )
        e.says(monthly=tuple(MonthAmounts(m.month, m.balance) for m in a.monthly))


def _person(w: Writing, file: BureauFile) -> None:
    p = file.person
    rows = [
        ("Name", file.names[0]),
        ("Social Security Number", f"xxx-xx-{p.ssn_last4}"),
        ("Date of Birth", mon_day(PartialDate.of(p.birth))),
    ]
    w.put(Heading("7. Personal Information", 1), Pairs(tuple(rows), "rows"))
    w.put(
        Heading("Contact Information", 2),
        Table(
            ("Address", "Status"),
            tuple((a.one_line, "Current" if n == 0 else "Former") for n, a in enumerate(p.addresses)),
            (3, 1),
        ),
    )
    w.consumers.append(
        AsReported(
            "equifax",
            None,
            file.names[:1],
            tuple(a.one_line for a in p.addresses),
            p.ssn_last4,
            PartialDate.of(p.birth),
        )
    )


def _inquiries(w: Writing, file: BureauFile) -> None:
    w.put(Heading("8. Inquiries", 1))
    for heading, kind in (("Hard Inquiries", "hard"), ("Soft Inquiries", "soft")):
        items = [i for i in file.inquiries if i.kind == kind]
        w.put(Heading(heading, 2))
        if not items:
            w.put(Para(f"You currently do not have any {heading} in your file."))
            continue
        w.put(
            Table(
                ("Date", "Company"),
                tuple((mon_day(i.date) if i.date else "", (i.company or "").upper()) for i in items),
                (1, 3),
            )
        )
        w.inquiries += [replace(i, bureau="equifax", address=None, purpose=None) for i in items]


def _collection(w: Writing, known: Known, n: int) -> None:
    a, e = known.account, Entry(known, "equifax")
    name, number = (a.furnisher or "").upper(), f"xxxxx{known.full_number[-4:]}"
    owner, status = OWNERS[a.responsibility or "individual"], STATUS[a.status or "collection"]
    e.says(section="10. Collections", portfolio="collection")
    e.row("Collection Agency", name, furnisher=name)
    e.row(
        "Original Creditor Name",
        (a.original_creditor or "").upper(),
        original_creditor=a.original_creditor or None,
    )
    e.row("Date Assigned", slashes(a.opened), opened=a.opened)
    e.row("Original Amount Owed", whole(a.high_credit), high_credit=a.high_credit)
    e.row("Amount", whole(a.balance), balance=a.balance)
    e.row("Balance Date", slashes(a.reported), reported=a.reported)
    e.row("Account Number", number, account_number=number)
    e.row("Date of First Delinquency", slashes(a.first_delinquency), first_delinquency=a.first_delinquency)
    e.row("Account Designator Code", owner, responsibility=a.responsibility, responsibility_text=owner)
    e.row("Status", status, status=a.status, status_text=status)
    w.put(Heading(f"10.{n + 1} {name}", 2), Pairs(e.take_rows(), "rows"))
    w.done(e)

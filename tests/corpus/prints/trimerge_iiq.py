"""The three-column report of IdentityIQ and its kin: label, TransUnion, Experian, Equifax; a dash where silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import cast

from creditai.report import AsReported, Bureau, HistoryMonth, MonthStatus, Score
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.columns import HEADERS, Block, Said, by_key, plain
from tests.corpus.prints.paper import MONTHS, Entry, Writing, cents, masked, slashes
from tests.corpus.prints.totals import summed
from tests.corpus.sheets import Furniture, Heading, Pairs, Para, Sheet, Strip, Table, Tri

LAYOUT = "trimerge_iiq"
BUREAUS: tuple[Bureau, ...] = ("transunion", "experian", "equifax")
PORTFOLIOS = {
    "revolving": "Revolving", "installment": "Installment", "mortgage": "Mortgage", "open": "Open", "collection": "Collection",
    "line_of_credit": "Line of Credit",
}  # fmt: skip
OWNERS = {
    "individual": "Individual",
    "joint": "Joint",
    "authorized_user": "Authorized User",
    "cosigner": "Cosigner",
}
STATUS = {
    "current": "Current", "charge_off": "Collection/Chargeoff", "collection": "Collection/Chargeoff", "paid": "Paid",
    "settled": "Settled", "transferred": "Transferred", "bankruptcy": "Included in Bankruptcy", "closed": "Closed",
    "past_due_30": "Late 30 Days", "past_due_60": "Late 60 Days", "past_due_90": "Late 90 Days", "past_due_120": "Late 120 Days",
    "past_due_150": "Late 150 Days", "past_due_180": "Late 180 Days",
}  # fmt: skip
CELLS = {"OK": "OK", "ND": "ND", "BK": "ND", "CO": "CO", "CL": "CO", "180": "150"}
MEANS: dict[str, MonthStatus | None] = {"CO": None}


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    by = {f.bureau: f for f in files}
    ordered = [by[b] for b in BUREAUS]
    w = Writing(LAYOUT, "Credit Report - 3 Bureau")
    day = PartialDate.of(ordered[0].day)
    number = ordered[0].report_number.replace("-", "")[:9]
    w.put(
        Heading("Three Bureau Credit Report", 1),
        Pairs((("Reference #", number), ("Report Date", slashes(day))), "rows", colon=True),
    )
    _person(w, ordered, day)
    _scores(w, ordered, rng)
    _summary(w, ordered)
    w.put(Heading("Account History", 1), Para("Back to Top"))
    for known in by_key(ordered):
        _account(w, known, rng)
    _inquiries(w, ordered)
    _records(w, ordered)
    contacts = {k.account.furnisher: k.account for f in ordered for k in f.accounts}
    rows = tuple((n or "", a.furnisher_address or "", a.furnisher_phone or "") for n, a in contacts.items())
    if rows:
        w.put(
            Heading("Creditor Contacts", 1),
            Table(("Creditor Name", "Address", "Phone Number"), rows, (2, 3, 1)),
        )
    for n in range(len(w.accounts)):
        w.unscored |= {
            f"/accounts/{n}/furnisher_address",
            f"/accounts/{n}/furnisher_phone",
            f"/accounts/{n}/section",
        }
    return w.sheet(
        BUREAUS, day, number, Furniture(("", "Download this report"), ("", "{n}/{m}")), "Skia/PDF m120"
    )


def _heads() -> tuple[str, ...]:
    return tuple(HEADERS[b] for b in BUREAUS)


def _person(w: Writing, ordered: list[BureauFile], day: PartialDate) -> None:
    rows: list[tuple[str, tuple[str, ...]]] = [("Credit Report Date:", tuple(slashes(day) for _ in ordered))]
    rows.append(("Name:", tuple(f.names[0] for f in ordered)))
    rows.append(("Also Known As:", tuple(f.names[1] if len(f.names) > 1 else "-" for f in ordered)))
    rows.append(("Date of Birth:", tuple(str(f.person.birth.year) for f in ordered)))
    rows.append(("Current Address(es):", tuple(f.person.addresses[0].one_line for f in ordered)))
    if len(ordered[0].person.addresses) > 1:
        rows.append(("Previous Address(es):", tuple(f.person.addresses[1].one_line for f in ordered)))
    rows.append(("Employers:", tuple((*f.person.employers, "-")[0] for f in ordered)))
    w.put(Heading("Personal Information", 1), Tri(_heads(), tuple(rows), kind="person"))
    for f in ordered:
        w.consumers.append(
            AsReported(
                f.bureau, day, f.names[:2], tuple(a.one_line for a in f.person.addresses[:2]), None,
                PartialDate(f.person.birth.year), (), f.person.employers[:1],
            )
        )  # fmt: skip


def _scores(w: Writing, ordered: list[BureauFile], rng: Random) -> None:
    values = [rng.randint(500, 830) for _ in ordered]
    rows = (
        ("Credit Score:", tuple(str(v) for v in values)),
        ("Score Scale:", tuple("300-850" for _ in ordered)),
    )
    w.put(Heading("Credit Score", 1), Tri(_heads(), rows, kind="score"))
    for f, value in zip(ordered, values, strict=True):
        w.unscored |= {f"/scores/{len(w.scores)}/{n}" for n in ("model", "date", "factors")}
        w.scores.append(Score(f.bureau, None, value, None, (300, 850)))


def _summary(w: Writing, ordered: list[BureauFile]) -> None:
    def count(test: str) -> tuple[str, ...]:
        return tuple(str(sum(k.account.condition == test for k in f.accounts)) for f in ordered)

    rows = (
        ("Total Accounts:", tuple(str(len(f.accounts)) for f in ordered)),
        ("Open Accounts:", count("open")),
        ("Closed Accounts:", count("closed")),
        ("Balances:", tuple(cents(summed(k.account.balance for k in f.accounts)) for f in ordered)),
        ("Payments:", tuple(cents(summed(k.account.monthly_payment for k in f.accounts)) for f in ordered)),
        ("Public Records:", tuple(str(len(f.records)) for f in ordered)),
        ("Inquiries (2 years):", tuple(str(len(f.inquiries)) for f in ordered)),
    )
    w.put(Heading("Summary", 1), Tri(_heads(), rows, kind="summary"))


def _status(entry: Entry) -> Said:
    a = entry.account
    text = STATUS[a.status or "current"]
    status = None if a.status == "charge_off" and a.portfolio != "collection" else a.status
    return text, {"status": status, "status_text": text}


def _account(w: Writing, known: dict[Bureau, Known], rng: Random) -> None:
    block = Block(BUREAUS, known)
    one = next(iter(known.values())).account
    name = (one.furnisher or "").upper()
    original = next(
        (k.account.original_creditor for k in known.values() if k.account.original_creditor), None
    )
    w.put(Heading(f"{name} (Original Creditor: {original.upper()})" if original else name, 2))
    block.says(section="Account History", furnisher=name, original_creditor=original)
    derogatory = rng.random() < 0.4
    tail = rng.choice((4, 6))

    def number(e: Entry) -> Said:
        shown = masked(e.known.full_number, len(e.known.full_number) - tail, "*")
        return shown, {"account_number": shown}

    def condition(e: Entry) -> Said:
        if derogatory and e.account.status in ("charge_off", "collection"):
            return "Derogatory", {}
        return (e.account.condition or "").title(), {"condition": e.account.condition}

    def comments(e: Entry) -> Said:
        remarks = list(e.account.remarks) + (
            ["Consumer disputes this account information"] if e.account.disputed else []
        )
        return "; ".join(remarks), {"remarks": tuple(remarks) or None, "disputed": e.account.disputed or None}

    def terms(e: Entry) -> Said:
        text = e.account.terms or (str(e.known.term) if e.known.term else "")
        return text, {"terms": text or None}

    block.row("Account #:", number)
    block.row(
        "Account Type:",
        lambda e: (PORTFOLIOS[e.account.portfolio or "open"], {"portfolio": e.account.portfolio}),
    )
    kind = KINDS[next(iter(known.values())).kind].words[1]
    block.row("Account Type - Detail:", lambda e: (t := e.account.account_type or kind, {"account_type": t}))
    block.row("Bureau Code:", _owner)
    block.row("Account Status:", condition)
    block.row("Monthly Payment:", plain("monthly_payment", cents))
    block.row("Date Opened:", plain("opened", slashes))
    block.row("Balance:", plain("balance", cents))
    block.row("No. of Months (terms):", terms)
    block.row("High Credit:", plain("high_credit", cents))
    block.row("Credit Limit:", plain("credit_limit", cents))
    block.row("Past Due:", plain("past_due", cents))
    block.row("Payment Status:", _status)
    block.row("Last Reported:", plain("reported", slashes))
    block.row("Comments:", comments)
    block.row("Date Last Active:", lambda e: ("", {}))
    block.row("Date of Last Payment:", plain("last_payment", slashes))
    w.put(Tri(_heads(), tuple(block.rows), centred=rng.random() < 0.7))
    history(w, block, CELLS, "Two-Year payment history", "Month")
    block.done(w)


def _owner(e: Entry) -> Said:
    text = OWNERS[e.account.responsibility or "individual"]
    return text, {"responsibility": e.account.responsibility, "responsibility_text": text}


def history(w: Writing, block: Block, cells: dict[str, str], title: str, corner: str) -> None:
    """24 months, all dated from the newest bureau's start; a bureau without that month prints nothing there."""
    newest = max(
        (h.month for e in block.entries.values() if e for h in e.account.payment_history), default=None
    )
    if newest is None or newest.month is None:
        return
    at = newest.year * 12 + newest.month - 1
    months = [PartialDate((at - n) // 12, (at - n) % 12 + 1) for n in range(24)]
    rows = []
    for bureau, entry in block.entries.items():
        known = {h.month: h.status or "ND" for h in entry.account.payment_history} if entry else {}
        texts = [cells.get(known[m], known[m]) if m in known else "" for m in months]
        rows.append((HEADERS[bureau], tuple(texts)))
        if entry:
            told = tuple(
                HistoryMonth(m, MEANS.get(t, cast(MonthStatus, t)))
                for m, t in zip(months, texts, strict=True)
                if t
            )
            entry.says(payment_history=told)
    heads = tuple(f"{MONTHS[(m.month or 1) - 1]} {m.year % 100:02d}" for m in months)
    w.put(Heading(title, 3), Strip(heads, tuple(rows), 24, corner))


def _inquiries(w: Writing, ordered: list[BureauFile]) -> None:
    w.put(Heading("Inquiries", 1))
    rows = []
    for f in ordered:
        for i in f.inquiries:
            if i.kind == "hard":
                rows.append(((i.company or "").upper(), "Bank", slashes(i.date), HEADERS[f.bureau]))
                w.inquiries.append(
                    replace(i, bureau=f.bureau, kind=None, address=None, purpose=None, expires=None)
                )
    header = ("Creditor Name", "Type of Business", "Date of inquiry", "Credit Bureau")
    w.put(Table(header, tuple(rows), (3, 2, 2, 2)) if rows else Para("None Reported"))


def _records(w: Writing, ordered: list[BureauFile]) -> None:
    w.put(Heading("Public Information", 1))
    count = max(len(f.records) for f in ordered)
    if not count:
        w.put(Para("None Reported"))
    for n in range(count):
        at = [f.records[n] if n < len(f.records) else None for f in ordered]
        rows = (
            ("Type:", tuple(f"Bankruptcy Chapter {r.chapter}" if r else "-" for r in at)),
            ("Status:", tuple(r.status or "-" if r else "-" for r in at)),
            ("Date Filed/Reported:", tuple(slashes(r.filed) if r else "-" for r in at)),
            ("Reference#:", tuple(r.reference or "-" if r else "-" for r in at)),
            ("Closing Date:", tuple(slashes(r.resolved) if r else "-" for r in at)),
            ("Court:", tuple(r.court or "-" if r else "-" for r in at)),
        )
        w.put(Heading("Bankruptcy", 2), Tri(_heads(), rows, kind="record"))
        w.records += [r for r in at if r]

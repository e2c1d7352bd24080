"""An invented vendor's three-column report: its own order of bureaus, its own words for everything."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from creditai.report import AsReported, Bureau, HistoryMonth, Score
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import MONTHS, Entry, Writing, cents, mon_day, whole
from tests.corpus.sheets import Furniture, Heading, Para, Sheet, Strip, Table, Tri

LAYOUT = "held_out_atlas"
BUREAUS: tuple[Bureau, ...] = ("experian", "transunion", "equifax")
HEADERS = {"experian": "Experian", "transunion": "TransUnion", "equifax": "Equifax"}
OWNERS = {
    "individual": "Individual",
    "joint": "Joint",
    "authorized_user": "Authorized User",
    "cosigner": "Co-signer",
}
STATUS = {
    "current": "Current", "charge_off": "Charged off as bad debt", "collection": "In collections", "paid": "Paid in full",
    "settled": "Settled for less", "transferred": "Transferred", "bankruptcy": "Included in bankruptcy", "closed": "Closed",
    "past_due_30": "30 days late", "past_due_60": "60 days late", "past_due_90": "90 days late", "past_due_120": "120 days late",
    "past_due_150": "150 days late", "past_due_180": "180 days late",
}  # fmt: skip
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
    by_bureau = {f.bureau: f for f in files}
    ordered = [by_bureau[b] for b in BUREAUS]
    day = PartialDate.of(ordered[0].day)
    w = Writing(LAYOUT, "AtlasView Credit Profile")
    w.put(
        Heading("AtlasView 3-File Credit Profile", 1),
        Para(f"Report Date: {mon_day(day)}"),
        Para(f"Reference No.: AV-{ordered[0].report_number}"),
    )
    _person(w, ordered, rng)
    w.put(Heading("Your Accounts", 1))
    keys = dict.fromkeys(k.key for f in ordered for k in f.accounts)
    money = rng.choice((whole, cents))
    for key in keys:
        _account(w, {f.bureau: k for f in ordered for k in f.accounts if k.key == key}, money, rng)
    _inquiries(w, ordered)
    edges = Furniture(("AtlasView", mon_day(day)), ("atlasview.example.com", "{n} of {m}"))
    return w.sheet(BUREAUS, day, f"AV-{ordered[0].report_number}", edges, "Atlas Print 2.1")


def _person(w: Writing, ordered: list[BureauFile], rng: Random) -> None:
    rows = [
        ("Full Name", tuple(f.names[0] for f in ordered)),
        ("Date of Birth", tuple(str(f.person.birth.year) for f in ordered)),
        ("Current Address", tuple(f.person.addresses[0].one_line for f in ordered)),
    ]
    values = [rng.randint(520, 820) for _ in ordered]
    w.put(Heading("About You", 1), Tri(tuple(HEADERS[f.bureau] for f in ordered), tuple(rows)))
    w.put(
        Heading("Your Scores", 1),
        Tri(tuple(HEADERS[f.bureau] for f in ordered), (("VantageScore 3.0", tuple(map(str, values))),)),
    )
    for f, value in zip(ordered, values, strict=True):
        w.scores.append(Score(f.bureau, "VantageScore 3.0", value))
        w.consumers.append(
            AsReported(
                f.bureau,
                None,
                f.names[:1],
                (f.person.addresses[0].one_line,),
                None,
                PartialDate(f.person.birth.year),
            )
        )


def _said(text: str, field: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return text, {field: text, **more}


def _account(w: Writing, by: dict[Bureau, Known], money: Any, rng: Random) -> None:
    entries: dict[Bureau, Entry | None] = {b: Entry(by[b], b) if b in by else None for b in BUREAUS}
    name = next(iter(by.values())).account.furnisher or ""
    w.put(Heading(name, 2))
    rows: list[tuple[str, tuple[str, ...]]] = []

    def row(label: str, text: Any) -> None:
        texts = []
        for entry in entries.values():
            shown, values = ("", {}) if entry is None else text(entry)
            if entry is not None:
                entry.says(**values)
            texts.append(shown or "--")
        rows.append((label, tuple(texts)))

    def amount(field: str) -> Any:
        return lambda e: (money(getattr(e.account, field)), {field: getattr(e.account, field)})

    def dated(field: str) -> Any:
        def text(e: Entry) -> Any:
            value = getattr(e.account, field)
            return ("" if value is None else mon_day(value)), {field: value}

        return text

    row("Acct #", lambda e: _said(f"{e.known.full_number[:-4]}XXXX", "account_number", furnisher=name))
    row(
        "Type of Account",
        lambda e: _said(e.account.account_type or KINDS[e.known.kind].words[1], "account_type"),
    )
    row(
        "Ownership",
        lambda e: _said(
            OWNERS[e.account.responsibility], "responsibility_text", responsibility=e.account.responsibility
        ),
    )
    row("Open Date", dated("opened"))
    row("Date Closed", dated("closed"))
    row("Last Updated", dated("reported"))
    row("Last Paid", dated("last_payment"))
    row("Current Balance", amount("balance"))
    row("Amount Overdue", amount("past_due"))
    row("Highest Balance", amount("high_credit"))
    row("Credit Line", amount("credit_limit"))
    row("Monthly Pmt", amount("monthly_payment"))
    row("Pay Standing", lambda e: _said(STATUS[e.account.status], "status_text", status=e.account.status))
    row("Open/Closed", lambda e: ((e.account.condition or "").title(), {"condition": e.account.condition}))
    row("Notes", lambda e: ("; ".join(e.account.remarks), {"remarks": e.account.remarks or None}))
    if any(e and e.account.original_creditor for e in entries.values()):
        row(
            "Original Lender",
            lambda e: (e.account.original_creditor or "", {"original_creditor": e.account.original_creditor}),
        )
    w.put(Tri(tuple(HEADERS[b] for b in BUREAUS), tuple(rows), centred=rng.random() < 0.5))
    _history(w, entries)
    for entry in entries.values():
        if entry is not None:
            entry.says(section="Your Accounts")
            entry.unscored |= {"section"}
            w.done(entry)


def _history(w: Writing, entries: dict[Bureau, Entry | None]) -> None:
    newest = max((h.month for e in entries.values() if e for h in e.account.payment_history), default=None)
    if newest is None or newest.month is None:
        return
    first = newest.year * 12 + newest.month - 1
    months = [PartialDate((first - n) // 12, (first - n) % 12 + 1) for n in range(24)]
    rows = []
    for bureau, entry in entries.items():
        known = {h.month: h.status for h in entry.account.payment_history} if entry else {}
        cells = tuple(CODES[known[m] or "ND"] if m in known else "" for m in months)
        rows.append((HEADERS[bureau], cells))
        if entry:
            entry.says(payment_history=tuple(HistoryMonth(m, known[m]) for m in months if m in known))
    heads = tuple(f"{MONTHS[(m.month or 1) - 1]} {m.year % 100:02d}" for m in months)
    w.put(Heading("Payment Record", 3), Strip(heads, tuple(rows), 12))


def _inquiries(w: Writing, ordered: list[BureauFile]) -> None:
    w.put(Heading("Credit Checks", 1))
    rows = []
    for f in ordered:
        for i in f.inquiries:
            if i.kind == "hard" and i.date:
                rows.append((i.company or "", mon_day(i.date), HEADERS[f.bureau]))
                w.inquiries.append(type(i)(f.bureau, i.company, None, i.date, None))
    w.put(Table(("Company", "Date", "Bureau"), tuple(rows), (2, 1, 1)) if rows else Para("None on file."))

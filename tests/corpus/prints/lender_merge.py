"""A lender's merged in-file report: a trade in two lines under two lines of heads, one trade for all bureaus named."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from creditai.report import AsReported, Bureau, Inquiry, Score
from creditai.values import PartialDate
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.columns import by_key
from tests.corpus.prints.paper import Entry, Writing, masked, slashes, whole
from tests.corpus.sheets import Furniture, Heading, Pairs, Para, Sheet, Table

LAYOUT = "lender_merge"
BUREAUS: tuple[Bureau, ...] = ("experian", "transunion", "equifax")
TOKENS: dict[Bureau, str] = {"experian": "XP", "transunion": "TU", "equifax": "EF"}
OWNERS = {"individual": "I", "joint": "J", "authorized_user": "A", "cosigner": "C"}
KINDS = {
    "revolving": "REV",
    "line_of_credit": "LOC",
    "installment": "INST",
    "mortgage": "MTG",
    "collection": "COLL",
    "open": "OPEN",
}
STATUS = {
    "current": "AS AGREED", "charge_off": "CHARGE OFF", "collection": "COLLECTION", "paid": "PAID", "settled": "SETTLED",
    "transferred": "TRANSFERRED", "bankruptcy": "BANKRUPTCY", "closed": "CLOSED", "past_due_30": "30 DAYS PAST DUE",
    "past_due_60": "60 DAYS PAST DUE", "past_due_90": "90 DAYS PAST DUE", "past_due_120": "120 DAYS PAST DUE",
    "past_due_150": "150 DAYS PAST DUE", "past_due_180": "180 DAYS PAST DUE",
}  # fmt: skip
HEAD = (
    "ECOA",
    "WHOSE",
    "CREDITOR",
    "REPORTED",
    "OPENED",
    "HIGH",
    "BALANCE",
    "PAST-DUE",
    "MO",
    "30",
    "60",
    "90+",
    "STATUS",
)
SECOND = ("", "", "ACCOUNT NUMBER", "DLA", "TYPE", "TERMS", "", "", "", "", "", "", "SOURCE")
WIDTHS = (1.3, 1.5, 4.4, 2.2, 1.9, 1.8, 2.1, 2.2, 0.9, 0.8, 0.8, 1.0, 2.8)


def short(day: PartialDate | None) -> tuple[str, PartialDate | None]:
    """MM/YY, and the month that says."""
    if day is None or day.month is None:
        return "--/--", None
    return f"{day.month:02d}/{day.year % 100:02d}", PartialDate(day.year, day.month)


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    by = {f.bureau: f for f in files}
    ordered = [by[b] for b in BUREAUS]
    first, p = ordered[0], ordered[0].person
    day = PartialDate.of(first.day)
    w = Writing(LAYOUT, "MERGED INFILE CREDIT REPORT")
    number = first.report_number.replace("-", "")[:8]
    rows = (
        ("FILE #", number), ("DATE COMPLETED", slashes(day)), ("APPLICANT", p.name.upper()), ("SOC SEC #", f"XXX-XX-{p.ssn_last4}"),
        ("DOB", slashes(PartialDate.of(p.birth))), ("CURRENT ADDRESS", p.addresses[0].one_line.upper()), ("MARITAL STATUS", "UNMARRIED"),
    )  # fmt: skip
    w.put(Heading("MERGED INFILE CREDIT REPORT", 1), Pairs(rows, "columns2"))
    w.consumers.append(
        AsReported(None, None, (p.name,), (p.addresses[0].one_line,), p.ssn_last4, PartialDate.of(p.birth))
    )
    _scores(w, ordered, rng)
    _trades(w, ordered)
    _inquiries(w, ordered)
    w.put(Heading("SOURCE OF INFORMATION", 1), Para("XP - EXPERIAN   TU - TRANSUNION   EF - EQUIFAX"))
    w.put(
        Para(
            "ECOA KEY: B = BORROWER; C = CO-BORROWER; J = JOINT; I = INDIVIDUAL; A = AUTHORIZED USER; U = UNDESIGNATED",
            fine=True,
        )
    )
    edges = Furniture((f"FILE # {number}", "MERGED INFILE CREDIT REPORT"), ("ECOA KEY", "Page {n} / {m}"))
    return w.sheet(BUREAUS, day, number, edges, "Merge Print", landscape=True)


def _scores(w: Writing, ordered: list[BureauFile], rng: Random) -> None:
    w.put(Heading("SCORE MODELS", 1))
    models = {"experian": "FICO SCORE 2", "transunion": "FICO SCORE 4", "equifax": "FICO SCORE 5"}
    rows = []
    for f in ordered:
        value = rng.randint(500, 820)
        rows.append((f.bureau.upper(), models[f.bureau], str(value)))
        w.unscored |= {f"/scores/{len(w.scores)}/{n}" for n in ("date", "factors", "range")}
        w.scores.append(Score(f.bureau, models[f.bureau], value))
    w.put(Table(("BUREAU", "MODEL", "SCORE"), tuple(rows), (2, 3, 1)))


def _trades(w: Writing, ordered: list[BureauFile]) -> None:
    rows: list[tuple[str, ...]] = [SECOND]
    for known in by_key(ordered):
        rows += _trade(w, known)
    w.put(
        Heading("TRADELINES", 1),
        Table(HEAD, tuple(rows), WIDTHS, lined=False) if len(rows) > 1 else Para("NO TRADELINES"),
    )


def _trade(w: Writing, known: dict[Bureau, Known]) -> list[tuple[str, ...]]:
    """Both lines; each bureau named gets the same values, for that is what is printed."""
    shown = next(iter(known.values()))
    a = shown.account
    entries = [Entry(k, bureau) for bureau, k in known.items()]
    months = [h.status for h in a.payment_history]
    late = [str(months.count(n)) for n in ("30", "60")] + [
        str(sum(m in ("90", "120", "150", "180") for m in months))
    ]
    number, status = masked(shown.full_number, len(shown.full_number) - 4, "X"), STATUS[a.status or "current"]
    (reported, reported_on), (opened, opened_on) = short(a.reported), short(a.opened)
    terms = a.terms or (f"{shown.term}M" if shown.term else "")
    name = (a.furnisher or "").upper()
    source = "/".join(TOKENS[b] for b in BUREAUS if b in known)
    for e in entries:
        e.unscored |= {"section", "terms", "condition", "responsibility_text", "status_text"}
        e.says(
            furnisher=name, account_number=number, reported=reported_on, opened=opened_on, high_credit=a.high_credit, balance=a.balance,
            past_due=a.past_due, status=a.status, status_text=status, portfolio=a.portfolio, responsibility=a.responsibility,
            original_creditor=a.original_creditor or None,
        )  # fmt: skip
        w.done(e)
    lines: list[tuple[str, ...]] = [
        (OWNERS[a.responsibility or "individual"], "B", name, reported, opened, whole(a.high_credit), whole(a.balance), whole(a.past_due),
         str(len(months)), *late, status),
        ("", "", number, "--/--", KINDS[a.portfolio or "open"], terms, "", "", "", "", "", "", source),
    ]  # fmt: skip
    if a.original_creditor:
        lines.append(("", "", f"ORIGINAL CREDITOR: {a.original_creditor.upper()}", *[""] * 10))
    return lines


def _inquiries(w: Writing, ordered: list[BureauFile]) -> None:
    rows = []
    for f in ordered:
        for i in f.inquiries:
            if i.kind == "hard" and i.date and (f.day - i.date.earliest).days <= 120:
                rows.append((slashes(i.date), (i.company or "").upper(), TOKENS[f.bureau]))
                w.unscored.add(f"/inquiries/{len(w.inquiries)}/kind")
                w.inquiries.append(Inquiry(f.bureau, i.company, None, i.date))
    w.put(Heading("INQUIRIES (LAST 120 DAYS)", 1))
    w.put(Table(("DATE", "CREDITOR", "SOURCE"), tuple(rows), (1, 3, 1)) if rows else Para("NONE"))

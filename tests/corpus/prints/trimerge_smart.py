"""The three-column report of SmartCredit and its kin: other labels, another order of bureaus now and then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau, Score
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.columns import HEADERS, Block, Said, by_key, plain
from tests.corpus.prints.paper import Entry, Writing, masked, slashes, whole
from tests.corpus.prints.trimerge_iiq import OWNERS, PORTFOLIOS, STATUS, history
from tests.corpus.sheets import Furniture, Heading, Para, Sheet, Table, Tri

LAYOUT = "trimerge_smart"
BUREAUS: tuple[Bureau, ...] = ("transunion", "experian", "equifax")
ORDERS: tuple[tuple[Bureau, ...], ...] = (BUREAUS, BUREAUS, ("experian", "equifax", "transunion"))
CELLS = {"CL": "CO", "BK": "ND", "180": "150"}


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    order = rng.choice(ORDERS)
    by = {f.bureau: f for f in files}
    ordered = [by[b] for b in order]
    day = PartialDate.of(ordered[0].day)
    w = Writing(LAYOUT, "3-Bureau Credit Report & Scores")
    w.put(
        Heading("3-Bureau Credit Report & Scores", 1),
        Para(f"Report Date: {slashes(day)}"),
        Para("Quick Links: Personal Information Summary Account History"),
    )
    heads = tuple(HEADERS[b] for b in order)
    _person(w, ordered, heads, day, rng)
    w.put(Heading("Account History", 1))
    for known in by_key(ordered):
        _account(w, known, order, rng)
    _records(w, ordered, heads)
    _inquiries(w, ordered)
    for n in range(len(w.accounts)):
        w.unscored.add(f"/accounts/{n}/section")
    return w.sheet(order, day, None, Furniture(("", "Back to Top"), ("", "Page {n} of {m}")), "Skia/PDF m120")


def _person(
    w: Writing, ordered: list[BureauFile], heads: tuple[str, ...], day: PartialDate, rng: Random
) -> None:
    rows = (
        ("Credit Report Date:", tuple(slashes(day) for _ in ordered)),
        ("Name:", tuple(f.names[0] for f in ordered)),
        ("Date of Birth:", tuple(str(f.person.birth.year) for f in ordered)),
        ("Current Address:", tuple(f.person.addresses[0].one_line for f in ordered)),
    )
    values = [rng.randint(500, 830) for _ in ordered]
    w.put(
        Heading("Credit Score", 1), Tri(heads, (("VantageScore 3.0", tuple(map(str, values))),), kind="score")
    )
    w.put(Heading("Personal Information", 1), Tri(heads, rows, kind="person"))
    for f, value in zip(ordered, values, strict=True):
        w.unscored |= {f"/scores/{len(w.scores)}/{n}" for n in ("date", "factors")}
        w.scores.append(Score(f.bureau, "VantageScore 3.0", value))
        w.consumers.append(
            AsReported(
                f.bureau,
                day,
                f.names[:1],
                (f.person.addresses[0].one_line,),
                None,
                PartialDate(f.person.birth.year),
            )
        )


def _account(w: Writing, known: dict[Bureau, Known], order: tuple[Bureau, ...], rng: Random) -> None:
    block = Block(order, known, rng.choice(("--", "-")))
    first = next(iter(known.values()))
    name = (first.account.furnisher or "").upper()
    original = next(
        (k.account.original_creditor for k in known.values() if k.account.original_creditor), None
    )
    w.put(Heading(f"{name} (Original Creditor: {original.upper()})" if original else name, 2))
    block.says(section="Account History", furnisher=name, original_creditor=original)
    kind, tail = KINDS[first.kind].words[1], rng.random() < 0.5
    described = rng.random() < 0.4

    def number(e: Entry) -> Said:
        shown = f"****{e.known.full_number[-4:]}" if tail else masked(e.known.full_number, 6, "*")
        return shown, {"account_number": shown}

    def description(e: Entry) -> Said:
        owner = f"{OWNERS[e.account.responsibility or 'individual']} account"
        said = {"responsibility": e.account.responsibility, "responsibility_text": owner}
        if not described:
            return owner, said
        e.unscored.add("responsibility_text")
        return f"{owner}, {PORTFOLIOS[e.account.portfolio or 'open']} account, {kind}", said

    def status(e: Entry) -> Said:
        a, text = e.account, STATUS[e.account.status or "current"]
        return text, {
            "status_text": text,
            "status": None if a.status == "charge_off" and a.portfolio != "collection" else a.status,
        }

    def dispute(e: Entry) -> Said:
        return "Account disputed" if e.account.disputed else "Account not disputed", {
            "disputed": bool(e.account.disputed)
        }

    def remarks(e: Entry) -> Said:
        return "; ".join(e.account.remarks), {"remarks": e.account.remarks or None}

    def terms(e: Entry) -> Said:
        text = e.account.terms or (f"{e.known.term} Month(s)" if e.known.term else "")
        return text, {"terms": text or None}

    block.row("Account #", number)
    block.row("High Balance:", plain("high_credit", whole))
    block.row("Last Verified:", lambda e: ("", {}))
    block.row("Date of Last Activity:", lambda e: ("", {}))
    block.row("Date Reported:", plain("reported", slashes))
    block.row("Date Opened:", plain("opened", slashes))
    block.row("Balance Owed:", plain("balance", whole))
    block.row("Closed Date:", plain("closed", slashes))
    block.row("Account Rating:", lambda e: ("", {}))
    block.row("Account Description:", description)
    block.row("Dispute Status:", dispute)
    block.row("Creditor Type:", lambda e: ("Bank Credit Cards" if first.kind == "card" else "", {}))
    block.row(
        "Account Status:", lambda e: ((e.account.condition or "").title(), {"condition": e.account.condition})
    )
    block.row("Payment Status:", status)
    block.row("Creditor Remarks:", remarks)
    block.row("Payment Amount:", plain("monthly_payment", whole))
    block.row("Last Payment:", plain("last_payment", slashes))
    block.row("Term Length:", terms)
    block.row("Past Due Amount:", plain("past_due", whole))
    block.row("Account Type:", lambda e: (t := e.account.account_type or kind, {"account_type": t}))
    block.row("Payment Frequency:", lambda e: ("Monthly" if e.known.term else "", {}))
    block.row("Credit Limit:", plain("credit_limit", whole))
    if described:
        block.says(portfolio=first.account.portfolio)
    w.put(Tri(tuple(HEADERS[b] for b in order), tuple(block.rows), centred=rng.random() < 0.7))
    history(w, block, CELLS, "Two-Year Payment History", "")
    _lates(w, block, order)
    block.done(w)


def _lates(w: Writing, block: Block, order: tuple[Bureau, ...]) -> None:
    texts = []
    for e in block.entries.values():
        months = [h.status for h in e.account.payment_history] if e else []
        texts.append("  ".join(f"{n}: {months.count(n)}" for n in ("30", "60", "90")) if e else "")
    w.put(
        Heading("Days Late - 7 Year History", 3),
        Table(tuple(HEADERS[b] for b in order), (tuple(texts),), (1, 1, 1)),
    )


def _records(w: Writing, ordered: list[BureauFile], heads: tuple[str, ...]) -> None:
    w.put(Heading("Public Information", 1))
    if not any(f.records for f in ordered):
        w.put(Para("NONE REPORTED"))
        return
    at = [f.records[0] for f in ordered]
    rows = (
        ("Type:", tuple(f"Bankruptcy Chapter {r.chapter}" for r in at)),
        ("Status:", tuple(r.status or "--" for r in at)),
        ("Date Filed/Reported:", tuple(slashes(r.filed) for r in at)),
        ("Reference#:", tuple(r.reference or "--" for r in at)),
        ("Court:", tuple(r.court or "--" for r in at)),
    )
    w.put(Tri(heads, rows, kind="record"))
    w.records += [replace(r, resolved=None) for r in at]


def _inquiries(w: Writing, ordered: list[BureauFile]) -> None:
    w.put(Heading("Inquiries", 1))
    rows = []
    for f in ordered:
        for i in f.inquiries:
            if i.kind == "hard":
                rows.append(((i.company or "").upper(), slashes(i.date), HEADERS[f.bureau]))
                w.inquiries.append(
                    replace(i, bureau=f.bureau, kind=None, address=None, purpose=None, expires=None)
                )
    w.put(
        Table(("Creditor Name", "Date of Inquiry", "Credit Bureau"), tuple(rows), (3, 2, 2))
        if rows
        else Para("NONE REPORTED")
    )

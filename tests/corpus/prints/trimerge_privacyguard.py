"""A three-bureau report under PrivacyGuard's name, in the field's plainest labels: its true ones nobody here saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.columns import HEADERS, Block, Said, by_key, plain
from tests.corpus.prints.paper import Entry, Writing, masked, slashes, whole
from tests.corpus.prints.trimerge_iiq import CELLS, OWNERS, STATUS, history
from tests.corpus.sheets import Furniture, Heading, Para, Sheet, Table, Tri

LAYOUT = "trimerge_privacyguard"
BUREAUS: tuple[Bureau, ...] = ("experian", "equifax", "transunion")


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    by = {f.bureau: f for f in files}
    ordered = [by[b] for b in BUREAUS]
    day = PartialDate.of(ordered[0].day)
    heads = tuple(HEADERS[b] for b in BUREAUS)
    w = Writing(LAYOUT, "PrivacyGuard - 3-Bureau Credit Report")
    w.put(
        Heading("PrivacyGuard 3-Bureau Credit Report", 1),
        Para(f"Report Date: {slashes(day)}"),
        Heading("Personal Information", 1),
    )
    rows = (
        ("Name", tuple(f.names[0] for f in ordered)),
        ("Date of Birth", tuple(str(f.person.birth.year) for f in ordered)),
        ("Current Address", tuple(f.person.addresses[0].one_line for f in ordered)),
    )
    w.put(Tri(heads, rows, kind="person"), Heading("Account History", 1))
    for f in ordered:
        address, birth = f.person.addresses[0].one_line, PartialDate(f.person.birth.year)
        w.consumers.append(AsReported(f.bureau, day, f.names[:1], (address,), None, birth))
    for known in by_key(ordered):
        _account(w, known, rng)
    _inquiries(w, ordered)
    for n in range(len(w.accounts)):
        w.unscored.add(f"/accounts/{n}/section")
    return w.sheet(BUREAUS, day, None, Furniture(("", ""), ("www.privacyguard.com", "Page {n} of {m}")))


def _account(w: Writing, known: dict[Bureau, Known], rng: Random) -> None:
    block = Block(BUREAUS, known, rng.choice(("--", "-")))
    first = next(iter(known.values()))
    name = (first.account.furnisher or "").upper()
    w.put(Heading(name, 2))
    block.says(section="Account History", furnisher=name)
    kind = KINDS[first.kind].words[1]

    def number(e: Entry) -> Said:
        shown = masked(e.known.full_number, len(e.known.full_number) - 4, "X")
        return shown, {"account_number": shown}

    def owner(e: Entry) -> Said:
        text = OWNERS[e.account.responsibility or "individual"]
        return text, {"responsibility": e.account.responsibility, "responsibility_text": text}

    def status(e: Entry) -> Said:
        a, text = e.account, STATUS[e.account.status or "current"]
        merged = a.status == "charge_off" and a.portfolio != "collection"
        return text, {"status_text": text, "status": None if merged else a.status}

    def remarks(e: Entry) -> Said:
        return "; ".join(e.account.remarks), {"remarks": e.account.remarks or None}

    block.row("Account Number:", number)
    block.row("Account Type:", lambda e: (t := e.account.account_type or kind, {"account_type": t}))
    block.row("Responsibility:", owner)
    block.row("Date Opened:", plain("opened", slashes))
    block.row("Date Reported:", plain("reported", slashes))
    block.row("Balance:", plain("balance", whole))
    block.row("High Balance:", plain("high_credit", whole))
    block.row("Credit Limit:", plain("credit_limit", whole))
    block.row("Past Due:", plain("past_due", whole))
    block.row("Monthly Payment:", plain("monthly_payment", whole))
    block.row("Payment Status:", status)
    block.row("Remarks:", remarks)
    w.put(Tri(tuple(HEADERS[b] for b in BUREAUS), tuple(block.rows)))
    history(w, block, CELLS, "Payment History", "Month")
    block.done(w)


def _inquiries(w: Writing, ordered: list[BureauFile]) -> None:
    w.put(Heading("Inquiries", 1))
    rows = []
    for f in ordered:
        for i in (i for i in f.inquiries if i.kind == "hard"):
            rows.append(((i.company or "").upper(), slashes(i.date), HEADERS[f.bureau]))
            w.inquiries.append(replace(i, kind=None, address=None, purpose=None, expires=None))
    header = ("Creditor Name", "Date of Inquiry", "Credit Bureau")
    w.put(Table(header, tuple(rows), (3, 2, 2)) if rows else Para("NONE REPORTED"))

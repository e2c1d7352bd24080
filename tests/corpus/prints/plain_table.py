"""A print that no layout names: one bureau's accounts as the rows of a table, read by `unseen`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from creditai.report import AsReported, Bureau
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS
from tests.corpus.files import BureauFile, Known
from tests.corpus.prints.paper import Entry, Writing, masked, slashes, whole
from tests.corpus.prints.trimerge_iiq import STATUS
from tests.corpus.sheets import Heading, Pairs, Para, Sheet, Table

LAYOUT = "unseen"
BUREAUS: tuple[Bureau, ...] = ("equifax",)
HEADER = ("Creditor", "Acct #", "Type", "Opened", "Limit", "Balance", "Past Due", "Status")
WIDTHS = (3.2, 3.0, 2.2, 1.9, 1.6, 1.7, 1.6, 2.6)


def write(files: Sequence[BureauFile], rng: Random) -> Sheet:
    (file,) = files
    day, p = PartialDate.of(file.day), file.person
    w = Writing(LAYOUT, "Credit File")
    w.put(
        Heading("Your Equifax Credit File", 1),
        Pairs((("Report Date", slashes(day)),), "rows", colon=True),
        Heading("Personal Information", 1),
        Pairs((("Name", file.names[0]), ("Current Address", p.addresses[0].one_line)), "rows", colon=True),
        Heading("Credit Accounts", 1),
    )
    w.consumers.append(AsReported("equifax", None, file.names[:1], (p.addresses[0].one_line,)))
    rows = tuple(_account(w, known) for known in file.accounts)
    w.put(Table(HEADER, rows, WIDTHS) if rows else Para("No accounts reported."))
    w.put(Heading("Credit Inquiries", 1))
    asked = tuple(((i.company or "").upper(), slashes(i.date)) for i in file.inquiries)
    w.inquiries += [replace(i, kind=None, address=None, purpose=None, expires=None) for i in file.inquiries]
    w.put(Table(("Company", "Date of Inquiry"), asked, (3, 2)) if asked else Para("No inquiries reported."))
    return replace(w.sheet(BUREAUS, day, None, landscape=True), one_column=True)


def _account(w: Writing, known: Known) -> tuple[str, ...]:
    a, e = known.account, Entry(known, "equifax")
    name, number = (a.furnisher or "").upper(), masked(known.full_number, 4, "*", tail=True)
    kind, status = a.account_type or KINDS[known.kind].words[0], STATUS[a.status or "current"]
    e.says(furnisher=name, account_number=number, account_type=kind, status_text=status)
    e.says(opened=a.opened, credit_limit=a.credit_limit, balance=a.balance, past_due=a.past_due)
    e.says(status=None if a.status == "charge_off" else a.status)
    e.unscored |= {"section", "portfolio", "condition", "status"}
    w.done(e)
    limit = whole(a.credit_limit) or "-"
    return (name, number, kind, slashes(a.opened), limit, whole(a.balance), whole(a.past_due) or "-", status)

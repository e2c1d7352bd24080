"""Planted inaccuracies and their lawful look-alikes: one file per family of rules, `PLANTS` in each.

A plant takes a clean person's bureau files and makes one statement in them wrong (or odd but lawful). It says
which rule should see it (or should not), in which prints the facts it needs stand, and on which account.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules
from random import Random
from typing import Any

from creditai.report import Account, HistoryMonth, MonthStatus
from creditai.values import PartialDate
from tests.corpus.creditors import KINDS, Creditor, number
from tests.corpus.files import BureauFile, Known, files_of, know, worst_month
from tests.corpus.lives import (
    Life,
    TrueAccount,
    _collect,
    _default,
    _finish,
    _late,
    _repay,
    _revolve,
    _sell,
    after,
    life,
    on,
    ym,
)  # fmt: skip
from tests.corpus.people import address, phone
from tests.corpus.prints import every_print

TARGET = "target"
PARTNER = "partner"
Change = Callable[[Account, date], Account]
Edit = Callable[[list[BureauFile], Random], list[BureauFile]]
Said = Callable[[Sequence[BureauFile]], dict[str, Any]]


@dataclass(frozen=True)
class Plant:
    """`prints`: one layout id per report of the case; "@92" after it: pulled so many days later. `target`: what
    kind of account the wrong thing is said of ("": none; the subject is not an account). `expected` False: a
    look-alike, on which the rule must keep silent. `said`: what the consumer confirmed or recorded, as the data
    of an invented case (`confirmed`, `outcomes`)."""

    rule: str
    target: str
    prints: tuple[str, ...]
    edit: Edit
    expected: bool = True
    name: str = ""
    said: Said | None = None


def change(made: Change, report: int = 0) -> Edit:
    """Changes the target account in one report."""

    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        file = files[report]
        accounts = tuple(
            _remembering(replace(k, account=made(k.account, file.day))) if k.key == TARGET else k
            for k in file.accounts
        )
        return [replace(f, accounts=accounts) if i == report else f for i, f in enumerate(files)]

    return edit


def _remembering(known: Known) -> Known:
    """With the worst month that its history now has, for words such as "was 60 days late"."""
    return replace(known, was=worst_month(known.account.payment_history))


def changes(*made: Change) -> Edit:
    """Changes the target account in each report, in order."""

    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        for report, one in enumerate(made):
            files = change(one, report)(files, rng)
        return files

    return edit


def edit_known(made: Callable[[Known], Known], report: int = 0) -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        accounts = tuple(made(k) if k.key == TARGET else k for k in files[report].accounts)
        return [replace(f, accounts=accounts) if i == report else f for i, f in enumerate(files)]

    return edit


def unplanted(files: list[BureauFile], rng: Random) -> list[BureauFile]:
    """The clean case."""
    return files


def same(account: Account, day: date) -> Account:
    return account


def usd(amount: int) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


def days_before(day: date, days: int) -> PartialDate:
    return PartialDate.of(day - timedelta(days=days))


def month_before(day: date, months: int) -> PartialDate:
    return PartialDate(*after(ym(day), -months))


def with_month(account: Account, month: PartialDate, status: MonthStatus) -> Account:
    """The history with `month` as `status`, in its place."""
    cells = {h.month: h for h in account.payment_history}
    cells[month] = HistoryMonth(month, status)
    return replace(account, payment_history=tuple(cells[m] for m in sorted(cells, reverse=True)))


def case(plant: Plant, seed: int) -> list[tuple[str, BureauFile]]:
    """The case's reports: layout id and what its bureau(s) know, with the plant in it."""
    rng = Random(f"{plant.rule}/{plant.name}/{seed}")
    lived = life(rng, 3, trouble=0.0, today=date(2026, rng.randint(3, 9), rng.randint(3, 26)))
    lived.accounts = [
        a for a in lived.accounts if a.kind.name in ("auto", "mortgage", "heloc") or a.end == "open"
    ][:2]
    lived.accounts = [a for a in lived.accounts if a.kind.name not in ("collection", "student")]
    if plant.target:
        lived.accounts += _target(plant.target, rng, lived)
    files = []
    for name in plant.prints:
        layout, _, later = name.partition("@")
        day = lived.today + timedelta(days=int(later or 0))
        files.append((layout, day))
    known = [_file(lived, layout, day, seed) for layout, day in files]
    edited = plant.edit(known, rng)
    return [(layout, file) for (layout, _), file in zip(files, edited, strict=True)]


def _file(lived: Life, layout: str, day: date, seed: int) -> BureauFile:
    (bureau,) = every_print()[layout].BUREAUS
    (file,) = files_of(lived, seed, day, (bureau,))
    sure = tuple(know(a, bureau, day) for a in lived.accounts if a.opened < day - timedelta(days=62))
    return replace(file, accounts=sure)


def _target(kind: str, rng: Random, lived: Life) -> list[TrueAccount]:
    """An account of the asked-for kind, its partner where the kind has one (a sold debt and its buyer)."""
    to, today = ym(lived.horizon), ym(lived.today)
    base = {
        "charge_off": "card",
        "sold": "card",
        "late": "card",
        "paid_auto": "auto",
        "moved": "auto",
        "medical": "collection",
    }.get(kind, kind)
    opened = lived.today - timedelta(days=rng.randint(1700, 2400))
    if base == "collection":
        opened = lived.today - timedelta(days=rng.randint(420, 800))
    thing = KINDS[base]
    low, high = thing.amounts
    amount = rng.randint(max(low, 900) // 100, high // 100) * 100
    revolving = thing.portfolio in ("revolving", "line_of_credit")
    term = max(thing.months) if thing.months else None
    account = TrueAccount(
        TARGET, Creditor(f"Target {base.title()} Specimen Co", address(rng), phone(rng)), thing, number(rng, 16), opened, rng.randint(3, 24),
        limit=amount if revolving else None, original=None if revolving else amount, term=term,
        payment=None if revolving or not term else max(25, round(amount * 1.18 / term)),
    )  # fmt: skip
    if base == "collection":
        account.medical = kind == "medical"
        account.original_creditor = "Example Hospital" if account.medical else "Sample Power & Light"
        account.dofd = opened - timedelta(days=150)
        account.end, account.term, account.payment = "collection", None, None
        _collect(account, to)
        return [account]
    if revolving:
        _revolve(rng, account, to, owed=amount // 2)
        for m, x in list(account.months.items()):
            if x.balance < 200:
                account.months[m] = replace(x, balance=200, scheduled=25)
    else:
        _repay(account, to)
    if kind == "late":
        _late(account, after(today, -9), 1)
    if kind in ("charge_off", "sold"):
        _default(rng, account, after(today, -30), to)
    if kind == "paid_auto":
        _finish(account, after(today, -14), "paid", None)
    if kind == "moved":
        _finish(account, after(today, -14), "transferred", "Transferred to another lender")
    if kind == "sold":
        buyer = _sell(rng, account, after(today, -18), to, 99, set())
        buyer.key = PARTNER
        return [account, buyer]
    return [account]


def every_plant() -> tuple[Plant, ...]:
    modules = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__)]
    return tuple(p for m in modules for p in m.PLANTS)


__all__ = [
    "PARTNER", "TARGET", "Change", "Edit", "Plant", "Said", "Sequence", "case", "change", "changes", "days_before", "edit_known", "every_plant",
    "month_before", "on", "same", "unplanted", "usd", "with_month",
]  # fmt: skip

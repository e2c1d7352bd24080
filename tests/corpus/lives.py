"""What truly happened: accounts over years, month by month, as accounting and the reporting standard allow.

A life is simulated once, to a horizon past every report drawn of it; what a bureau knows on a day
(`files`) only looks at months before that day. Money is whole dollars. A clean life breaks no rule:
amounts of charged-off debts stand still, sold debts owe nothing, the first delinquency is one date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Literal

from creditai.report import MonthStatus, Responsibility
from tests.corpus.creditors import KINDS, MEDICAL, UTILITIES, Creditor, Kind, creditor, number
from tests.corpus.people import Person, person

Ym = tuple[int, int]
End = Literal["open", "paid", "charge_off", "sold", "transferred", "bankruptcy", "settled", "collection"]
_LATE: tuple[MonthStatus, ...] = ("30", "60", "90", "120", "150", "180")


@dataclass(frozen=True, slots=True)
class Month:
    status: MonthStatus
    balance: int
    scheduled: int
    paid: int
    past_due: int


@dataclass
class TrueAccount:
    """One obligation. `end`/`ended`: what it came to, and when; before that day it is simply open."""

    key: str
    creditor: Creditor
    kind: Kind
    number: str
    opened: date
    day: int
    responsibility: Responsibility = "individual"
    limit: int | None = None
    original: int | None = None
    term: int | None = None
    payment: int | None = None
    months: dict[Ym, Month] = field(default_factory=dict)
    end: End = "open"
    ended: date | None = None
    dofd: date | None = None
    charged_off: date | None = None
    charge_off_amount: int | None = None
    original_creditor: str | None = None
    medical: bool = False
    remarks: list[tuple[date, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TrueInquiry:
    company: Creditor
    day: date
    hard: bool
    purpose: str


@dataclass(frozen=True, slots=True)
class TrueRecord:
    chapter: str
    filed: date
    discharged: date
    court: str
    reference: str


@dataclass
class Life:
    person: Person
    today: date
    horizon: date
    accounts: list[TrueAccount] = field(default_factory=list)
    inquiries: list[TrueInquiry] = field(default_factory=list)
    records: list[TrueRecord] = field(default_factory=list)


def after(month: Ym, by: int = 1) -> Ym:
    count = month[0] * 12 + month[1] - 1 + by
    return count // 12, count % 12 + 1


def ym(day: date) -> Ym:
    return day.year, day.month


def on(month: Ym, day: int) -> date:
    return date(month[0], month[1], min(day, 28))


def _open(rng: Random, kind: str, opened: date, index: int, taken: set[str]) -> TrueAccount:
    thing = KINDS[kind]
    low, high = thing.amounts
    amount = max(1, round(rng.randint(low, high) / 50)) * 50
    revolving = thing.portfolio in ("revolving", "line_of_credit")
    term = rng.choice(thing.months) if thing.months else None
    account = TrueAccount(
        key=f"a{index}", creditor=creditor(rng, kind, taken), kind=thing,
        number=number(rng, rng.choice((10, 12, 16)) if not revolving else 16),
        opened=opened, day=rng.randint(2, 27),
        limit=amount if revolving else None, original=None if revolving else amount, term=term,
        payment=None if revolving or term is None else max(25, round(amount * 1.18 / term)),
    )  # fmt: skip
    if kind in ("auto", "mortgage") and rng.random() < 0.3:
        account.responsibility = "joint"
    return account


def _revolve(rng: Random, account: TrueAccount, to: Ym, owed: int = 0) -> None:
    """A card in use, paid on time."""
    assert account.limit is not None
    month, balance = ym(account.opened), owed
    while month <= to:
        due = 0 if balance == 0 else max(min(25, balance), round(balance * 0.03))
        paid = min(balance, due + rng.choice((0, 0, 40, 200)))
        balance = max(0, min(round(account.limit * 0.9), balance - paid + rng.randint(0, account.limit // 6)))
        account.months[month] = Month("OK", balance, due if balance else 0, paid, 0)
        month = after(month)


def _repay(account: TrueAccount, to: Ym) -> None:
    """A loan paid down on time; paid off at its end if that comes first."""
    assert account.original is not None
    assert account.payment is not None
    month, balance, rate = ym(account.opened), account.original, 0.045 / 12
    while month <= to:
        paid = 0 if month == ym(account.opened) else min(account.payment, balance)
        balance = max(0, round(balance * (1 + rate)) - paid) if paid else balance
        account.months[month] = Month(
            "OK", min(balance, account.original), account.payment if balance else 0, paid, 0
        )
        if balance == 0:
            account.end, account.ended = "paid", on(month, account.day)
            return
        month = after(month)


def _cut(account: TrueAccount, at: Ym) -> Month:
    """The month before `at`; everything from `at` on is forgotten."""
    for month in [m for m in account.months if m >= at]:
        del account.months[month]
    if account.ended is not None and ym(account.ended) >= at:
        account.end, account.ended = "open", None
    return account.months[max(account.months)]


def _late(account: TrueAccount, start: Ym, steps: int) -> None:
    """Some months late, then brought current: the same balance stands, then the months go on as before."""
    owed = account.months[after(start, -1)].balance
    due = max(25, account.payment or round(owed * 0.03))
    if owed < due * (steps + 1):
        return
    for step in range(steps):
        month = after(start, step)
        if month in account.months:
            account.months[month] = Month(_LATE[step], owed, due, 0, due * (step + 1))


def _default(rng: Random, account: TrueAccount, start: Ym, to: Ym) -> None:
    """Stops paying at `start`; charged off 180 days later; the loss stands still."""
    before = _cut(account, start)
    owed = max(before.balance, 300)
    due = max(25, account.payment or round(owed * 0.03))
    account.dofd = on(start, account.day)
    for step, status in enumerate(_LATE):
        account.months[after(start, step)] = Month(status, owed, due, 0, min(owed, due * (step + 1)))
    month = after(start, len(_LATE))
    account.charged_off, account.charge_off_amount = on(month, account.day), owed
    account.end, account.ended = "charge_off", account.charged_off
    while month <= to:
        account.months[month] = Month("CO", owed, 0, 0, owed)
        month = after(month)


def _sell(rng: Random, account: TrueAccount, at: Ym, to: Ym, index: int, taken: set[str]) -> TrueAccount:
    """The charged-off debt goes to a buyer: nothing owed here, all of it there, one first delinquency."""
    _cut(account, at)
    account.end, account.ended = "sold", on(at, account.day)
    account.months[at] = Month("CO", 0, 0, 0, 0)
    account.remarks.append((account.ended, "Purchased by another lender"))
    assert account.charge_off_amount is not None
    buyer = TrueAccount(
        key=f"a{index}", creditor=creditor(rng, "collection", taken), kind=KINDS["collection"], number=number(rng, 9),
        opened=account.ended + timedelta(days=rng.randint(8, 40)), day=rng.randint(2, 27),
        original=account.charge_off_amount, dofd=account.dofd, original_creditor=account.creditor.name, end="collection",
    )  # fmt: skip
    _collect(buyer, to)
    return buyer


def _collect(account: TrueAccount, to: Ym) -> None:
    assert account.original is not None
    account.ended = account.opened
    month = ym(account.opened)
    while month <= to:
        account.months[month] = Month("CL", account.original, 0, 0, account.original)
        month = after(month)


def _finish(account: TrueAccount, at: Ym, end: End, words: str | None) -> None:
    """Paid off, refinanced or moved to another servicer: nothing owed from `at` on."""
    before = _cut(account, at)
    account.end, account.ended = end, on(at, account.day)
    account.months[at] = Month("OK", 0, 0, before.balance if end == "paid" else 0, 0)
    if words:
        account.remarks.append((account.ended, words))


def _medical(rng: Random, index: int, opened: date, to: Ym, taken: set[str]) -> TrueAccount:
    account = _open(rng, "collection", opened, index, taken)
    account.medical = rng.random() < 0.5
    account.original = rng.randint(520, 2400)
    account.original_creditor = rng.choice(MEDICAL if account.medical else UTILITIES)
    account.dofd = opened - timedelta(days=rng.randint(100, 200))
    account.end = "collection"
    _collect(account, to)
    return account


def _bankrupt(rng: Random, life: Life) -> None:
    """Chapter 7, every unsecured debt owing that day included and discharged four months later."""
    filed = life.today - timedelta(days=rng.randint(500, 1100))
    discharged = filed + timedelta(days=125)
    life.records.append(
        TrueRecord(
            "7",
            filed,
            discharged,
            "US BANKRUPTCY COURT ZZ",
            f"{filed.year % 100:02d}-9{rng.randint(1000, 9999)}",
        )
    )
    # nobody opens a card in the very month of the petition, and no collector takes an included debt after it
    life.accounts = [
        a
        for a in life.accounts
        if ym(a.opened) < ym(filed) or (a.opened > filed and a.kind.name != "collection")
    ]
    for account in life.accounts:
        unsecured = account.kind.name in ("card", "store", "personal", "collection")
        if account.responsibility == "authorized_user":
            continue  # an authorized user owes nothing that could be discharged
        gone = account.end in ("paid", "sold", "transferred") and account.ended and account.ended < filed
        if not unsecured or ym(account.opened) >= ym(filed) or gone:
            continue
        month = ym(filed)
        _cut(account, month)
        account.end, account.ended = "bankruptcy", filed
        account.dofd = account.dofd if account.dofd and account.dofd < filed else filed
        account.charged_off = account.charge_off_amount = None
        account.remarks.append((discharged, "Discharged through Bankruptcy Chapter 7"))
        while month <= ym(discharged):
            account.months[month] = Month("BK", 0, 0, 0, 0)
            month = after(month)


_SOFT = ("Account review", "Promotional", "Own report requested", "Employment", "Insurance")
_HARD = ("Auto loan", "Credit card", "Real estate loan", "Unspecified", "Personal loan")


def _inquire(rng: Random, life: Life, hard: int, soft: int) -> None:
    taken: set[str] = set()
    days = {life.today - timedelta(days=rng.randint(10, 560)) for _ in range(hard + soft)}
    for place, day in enumerate(sorted(days, reverse=True)):
        company = creditor(rng, rng.choice(("card", "auto", "mortgage", "personal")), taken)
        is_hard = place < hard
        life.inquiries.append(TrueInquiry(company, day, is_hard, rng.choice(_HARD if is_hard else _SOFT)))


def life(rng: Random, size: int = 6, trouble: float = 0.4, today: date | None = None) -> Life:
    """A person with `size` accounts or a few more (a sale adds the buyer's); `trouble` 0..1."""
    day = today or date(2026, rng.randint(2, 9), rng.randint(3, 27))
    made = Life(person(rng), day, day + timedelta(days=200))
    taken: set[str] = set()
    to = ym(made.horizon)
    kinds = [
        "card",
        "card",
        "auto",
        "store",
        "personal",
        "student",
        "mortgage",
        "card",
        "heloc",
        "collection",
    ]
    for _ in range(size):
        index = len(made.accounts)
        kind = kinds[index % len(kinds)] if rng.random() < 0.6 else rng.choice(kinds)
        opened = day - timedelta(days=rng.randint(500, 2900))
        if kind == "collection":
            made.accounts.append(
                _medical(rng, index, day - timedelta(days=rng.randint(400, 1200)), to, taken)
            )
            continue
        account = _open(rng, kind, opened, index, taken)
        made.accounts.append(account)
        _live(rng, made, account, trouble, taken)
    if rng.random() < trouble * 0.25:
        _bankrupt(rng, made)
    _inquire(rng, made, rng.randint(0, 5), rng.randint(0, 4))
    return made


def _live(rng: Random, made: Life, account: TrueAccount, trouble: float, taken: set[str]) -> None:
    to, today = ym(made.horizon), ym(made.today)
    if account.kind.portfolio in ("revolving", "line_of_credit"):
        _revolve(rng, account, to)
    else:
        _repay(account, to)
    age = (today[0] - account.opened.year) * 12 + today[1] - account.opened.month
    roll, kind = rng.random(), account.kind.name
    if account.end == "paid" or age < 16:
        return
    if roll < trouble * 0.35 and kind in ("card", "store", "personal") and age > 30:
        start = after(today, -rng.randint(18, min(age - 8, 60)))
        _default(rng, account, start, to)
        if rng.random() < 0.5:
            made.accounts.append(
                _sell(rng, account, after(start, rng.randint(9, 12)), to, len(made.accounts), taken)
            )
    elif roll < trouble * 0.7 and kind != "student":
        start = after(today, -rng.randint(5, min(age - 4, 70)))
        _late(account, start, rng.choice((1, 1, 1, 2, 3)))
    elif roll < 0.8 and kind in ("auto", "personal", "mortgage", "student"):
        at = after(today, -rng.randint(2, min(age - 2, 50)))
        _finish(account, at, *rng.choice((("paid", None), ("transferred", "Transferred to another lender"))))
    elif roll < 0.9 and kind in ("card", "store"):
        account.responsibility = "authorized_user"

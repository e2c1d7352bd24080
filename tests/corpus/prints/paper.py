"""Pen and paper of every print: values as they are written, and a ledger of what was written as what.

`Entry.row` puts a label and its text on paper and, in the same breath, the value into the answer; so the
answer holds exactly what was drawn. A value left out, or left blank, is null in the answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from creditai.report import (
    Account,
    AsReported,
    Bureau,
    Consumer,
    DisputeAddress,
    HistoryMonth,
    Inquiry,
    Labelled,
    PublicRecord,
    Report,
    Score,
    Source,
)  # fmt: skip
from creditai.values import PartialDate
from tests.corpus.files import BureauFile, Known
from tests.corpus.sheets import Element, Furniture, Sheet

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NO_EDGES = Furniture()
PLANTED = "target"
"""The key of an account of which something wrong is said."""
SAFE_BLANKS = ("last_payment", "terms", "monthly_payment", "closed")
"""Fields whose absence no rule takes for an inaccuracy."""


def whole(amount: Decimal | None) -> str:
    return "" if amount is None else f"${amount:,.0f}"


def cents(amount: Decimal | None) -> str:
    return "" if amount is None else f"${amount:,.2f}"


def slashes(day: PartialDate | None) -> str:
    """03/15/2019; a month 03/2019."""
    if day is None:
        return ""
    return "/".join(f"{p:02d}" for p in (day.month, day.day, day.year) if p is not None)


def mon_year(day: PartialDate) -> tuple[str, PartialDate]:
    """Mar 2026, and the date as exact as that."""
    assert day.month
    return f"{MONTHS[day.month - 1]} {day.year}", PartialDate(day.year, day.month)


def long_month(day: PartialDate) -> tuple[str, PartialDate]:
    assert day.month
    return f"{LONG_MONTHS[day.month - 1]} {day.year}", PartialDate(day.year, day.month)


def long_day(day: PartialDate) -> str:
    assert day.month
    assert day.day
    return f"{LONG_MONTHS[day.month - 1]} {day.day}, {day.year}"


def mon_day(day: PartialDate) -> str:
    assert day.month
    assert day.day
    return f"{MONTHS[day.month - 1]} {day.day:02d}, {day.year}"


@dataclass
class Entry:
    """One account on paper: its rows so far, and what they say."""

    known: Known
    bureau: Bureau | None
    truth: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[str, str]] = field(default_factory=list)
    other: list[Labelled] = field(default_factory=list)
    unscored: set[str] = field(default_factory=set)

    @property
    def account(self) -> Account:
        return self.known.account

    def row(self, label: str, text: str, **values: Any) -> None:
        self.rows.append((label, text))
        self.says(**values)

    def says(self, **values: Any) -> None:
        self.truth.update({name: value for name, value in values.items() if value is not None})

    def extra(self, label: str, text: str) -> None:
        """A label that has no field in the contract."""
        self.rows.append((label, text))
        if text and text not in ("-", "--"):
            self.other.append(Labelled(label, text))

    def take_rows(self) -> tuple[tuple[str, str], ...]:
        rows, self.rows = tuple(self.rows), []
        return rows

    def finished(self) -> Account:
        return Account(self.bureau, **self.truth, other=tuple(self.other))


@dataclass
class Writing:
    """A sheet under the pen."""

    layout: str
    title: str
    elements: list[Element] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    inquiries: list[Inquiry] = field(default_factory=list)
    records: list[PublicRecord] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    consumers: list[AsReported] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    dispute_addresses: list[DisputeAddress] = field(default_factory=list)
    unscored: set[str] = field(default_factory=set)

    def put(self, *elements: Element) -> None:
        self.elements.extend(elements)

    def done(self, entry: Entry) -> None:
        self.unscored |= {f"/accounts/{len(self.accounts)}/{name}" for name in entry.unscored}
        self.accounts.append(entry.finished())
        self.keys.append(entry.known.key)

    def sheet(
        self, bureaus: tuple[Bureau, ...], report_date: PartialDate | None, number: str | None,
        furniture: Furniture = NO_EDGES, producer: str = "", landscape: bool = False,
    ) -> Sheet:  # fmt: skip
        report = Report(
            source=Source("", "", 0, "text", self.layout, bureaus),
            report_date=report_date, report_number=number, consumer=_consumer(self.consumers),
            scores=tuple(self.scores), accounts=tuple(self.accounts), public_records=tuple(self.records),
            inquiries=tuple(self.inquiries), statements=tuple(self.statements),
            dispute_addresses=tuple(self.dispute_addresses),
        )  # fmt: skip
        return Sheet(
            self.layout, self.title, tuple(self.elements), report, tuple(self.keys), furniture,
            frozenset(self.unscored), producer, landscape,
        )  # fmt: skip


def _consumer(seen: list[AsReported]) -> Consumer:
    def every(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for one in seen for v in getattr(one, name)))

    def agreed(name: str) -> Any:
        values = {getattr(one, name) for one in seen} - {None}
        return values.pop() if len(values) == 1 else None

    return Consumer(
        every("names"), every("addresses"), agreed("ssn_last4"), agreed("birth_date"), every("phones"), every("employers"),
        tuple(seen),
    )  # fmt: skip


def calendar(
    entry: Entry, codes: dict[str, str], rng: Random, holes: float = 0.02, newest_year_first: bool = True
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Years down, months across, of an account's history; `codes`: contract status -> cell ("tick": a tick).

    A few months print as no data ("-"), and the answer says so.
    """
    cells: dict[int, list[str]] = {}
    history: list[HistoryMonth] = []
    for cell in entry.account.payment_history:
        assert cell.month.month
        status = "ND" if rng.random() < holes and cell.status == "OK" else cell.status
        if status not in codes:
            status = "ND"
        cells.setdefault(cell.month.year, [""] * 12)[cell.month.month - 1] = codes[status or "ND"]
        history.append(HistoryMonth(cell.month, status))
    entry.says(payment_history=tuple(history))
    return tuple((str(year), tuple(cells[year])) for year in sorted(cells, reverse=newest_year_first))


def record_words(record: PublicRecord) -> str:
    """What kind of public record it is, as a heading or a type would say it."""
    if record.kind == "bankruptcy":
        return f"Bankruptcy Chapter {record.chapter}"
    return {"lien": "Tax Lien", "judgment": "Civil Judgment", "suit": "Civil Suit"}.get(
        record.kind, "Public record"
    )


def blank(rng: Random, *ways: str) -> str:
    return rng.choice(ways or ("",))


def leaves_out(rng: Random, entry: Entry, name: str, rate: float = 0.1) -> bool:
    """Whether this print has nothing for `name`; never where something was planted."""
    return rng.random() < rate and name in SAFE_BLANKS and entry.known.key != PLANTED


def masked(number: str, visible: int, mark: str, tail: bool = False) -> str:
    """`visible` digits shown: the first of them, or with `tail` the last."""
    hidden = mark * (len(number) - visible)
    return hidden + number[-visible:] if tail else number[:visible] + hidden


def as_reported(file: BureauFile, **fields: Any) -> AsReported:
    return AsReported(file.bureau, **fields)


def joined(parts: Iterable[str]) -> str:
    return ", ".join(p for p in parts if p)

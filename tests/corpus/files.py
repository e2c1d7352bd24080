"""What each bureau knows of a life on a day: the same facts in its own names, not every furnisher everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from creditai.report import (
    Account,
    Bureau,
    Condition,
    HistoryMonth,
    Inquiry,
    MonthAmounts,
    PublicRecord,
    Status,
)
from creditai.values import PartialDate, add_years
from tests.corpus.lives import Life, TrueAccount, after, on, ym
from tests.corpus.people import Person

ALL: tuple[Bureau, ...] = ("experian", "equifax", "transunion")
_END_STATUS: dict[str, Status] = {
    "paid": "paid", "charge_off": "charge_off", "sold": "charge_off", "transferred": "transferred",
    "bankruptcy": "bankruptcy", "settled": "settled", "collection": "collection",
}  # fmt: skip
_MONTH_STATUS: dict[str, Status] = {
    "OK": "current", "30": "past_due_30", "60": "past_due_60", "90": "past_due_90",
    "120": "past_due_120", "150": "past_due_150", "180": "past_due_180",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """One account at one bureau: the contract's own fields, whole (a print shows some of them).

    `kind` and `key` are the life's; `was` the worst month ever, for words such as "was 60 days late"."""

    key: str
    kind: str
    account: Account
    full_number: str
    was: str | None = None
    sold: bool = False
    medical: bool = False
    term: int | None = None


@dataclass(frozen=True)
class BureauFile:
    bureau: Bureau
    day: date
    person: Person
    names: tuple[str, ...]
    accounts: tuple[Known, ...]
    inquiries: tuple[Inquiry, ...]
    records: tuple[PublicRecord, ...]
    report_number: str


def worst_month(history: tuple[HistoryMonth, ...]) -> str | None:
    """The most days late that any month says."""
    return max((h.status or "" for h in history if h.status and h.status.isdigit()), key=int, default=None)


def money(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.01"))


def files_of(
    life: Life, seed: int, day: date | None = None, bureaus: Sequence[Bureau] = ALL
) -> tuple[BureauFile, ...]:
    """What `bureaus` know on `day`. Who reports to whom follows from `seed`, so that it holds on later days."""
    return tuple(_file(life, bureau, Random(f"{seed}/{bureau}"), day or life.today) for bureau in bureaus)


def _file(life: Life, bureau: Bureau, rng: Random, day: date) -> BureauFile:
    known = []
    for true in life.accounts:
        reports_here = rng.random() < 0.88
        if reports_here and true.opened < on(after(ym(day), -1), 1):
            known.append(know(true, bureau, day))
    who = life.person
    names = {
        "experian": (who.name, who.short_name),
        "equifax": (who.name,),
        "transunion": (who.name.upper(),),
    }[bureau]
    if rng.random() < 0.3:
        names = names[:1]
    inquiries = tuple(
        Inquiry(
            bureau,
            i.company.name,
            i.company.address.one_line,
            PartialDate.of(i.day),
            "hard" if i.hard else "soft",
            i.purpose,
        )
        for i in life.inquiries
        if rng.random() < 0.6 and i.day < day and add_years(i.day, 2) > day
    )
    records = tuple(
        PublicRecord(
            bureau, "bankruptcy", chapter=r.chapter, court=r.court, reference=r.reference, filed=PartialDate.of(r.filed),
            resolved=PartialDate.of(r.discharged), status="Discharged", disposition="discharged",
        )
        for r in life.records
    )  # fmt: skip
    number = "-".join(f"{rng.randint(0, 9999):04d}" for _ in range(3))
    return BureauFile(bureau, day, who, names, tuple(known), inquiries, records, number)


def know(true: TrueAccount, bureau: Bureau, day: date) -> Known:
    """`true` as furnished up to `day`: reported on its own day of the month, or when it ended for good."""
    ended = true.ended is not None and true.ended <= day
    last = _last_report(true, day)
    month = true.months[max(m for m in true.months if m <= ym(last))]
    status: Status = _END_STATUS[true.end] if ended else _MONTH_STATUS[month.status]
    settled = (ended and status in ("paid", "transferred", "bankruptcy")) or (ended and true.end == "sold")
    collection = true.kind.name == "collection"
    condition: Condition = "closed" if ended and not collection else "open"
    past = [m for m in true.months if m <= ym(last)]
    history = _history(true, last, day)
    highest = max([true.original or 0, *(true.months[m].balance for m in past)])
    derogatory = status in ("charge_off", "collection", "bankruptcy")
    dofd = true.dofd if derogatory and true.dofd and true.dofd <= day else None
    removal = add_years(dofd, 7) if dofd and status != "bankruptcy" else None
    account = Account(
        bureau=bureau,
        furnisher=true.creditor.name,
        furnisher_address=true.creditor.address.one_line,
        furnisher_phone=true.creditor.phone,
        original_creditor=true.original_creditor,
        portfolio=true.kind.portfolio,
        responsibility=true.responsibility,
        status=status,
        condition=condition,
        opened=PartialDate.of(true.opened),
        closed=PartialDate.of(true.ended) if condition == "closed" and true.ended else None,
        reported=PartialDate.of(last),
        last_payment=_last_payment(true, past),
        first_delinquency=None if dofd is None else PartialDate.of(dofd),
        charged_off=PartialDate.of(true.charged_off) if true.charged_off and true.charged_off <= day else None,
        removal=None if removal is None else PartialDate(removal.year, removal.month),
        credit_limit=money(true.limit),
        high_credit=money(highest),
        balance=money(0 if settled else month.balance),
        past_due=money(0 if settled else month.past_due),
        monthly_payment=None if condition == "closed" or collection else money(month.scheduled),
        charge_off_amount=money(true.charge_off_amount) if status == "charge_off" else None,
        remarks=tuple(words for since, words in true.remarks if since <= day),
        payment_history=history,
        monthly=_monthly(true, last, day),
    )  # fmt: skip
    was = worst_month(history)
    return Known(
        true.key, true.kind.name, account, true.number, was, ended and true.end == "sold", true.medical,
        None if true.kind.name == "collection" else true.term,
    )  # fmt: skip


def _last_report(true: TrueAccount, day: date) -> date:
    """The last reporting day before `day`; a finished account was reported once more, when it finished."""
    last = on(after(ym(day), -1) if day.day <= true.day else ym(day), true.day)
    if true.ended and true.end in ("paid", "sold", "transferred", "settled") and true.ended <= day:
        return true.ended
    if true.end == "bankruptcy" and true.ended and true.ended <= day:
        return min(last, on(max(true.months), true.day))
    return max(last, true.opened)


def _last_payment(true: TrueAccount, past: list[tuple[int, int]]) -> PartialDate | None:
    paid = [m for m in past if true.months[m].paid > 0]
    return PartialDate.of(on(max(paid), max(1, true.day - 1))) if paid else None


def _window(true: TrueAccount, last: date, day: date) -> list[tuple[int, int]]:
    """The months a bureau keeps: under seven years, to the month before the report of the account."""
    oldest = after(ym(day), -82)
    return sorted((m for m in true.months if oldest <= m < ym(last)), reverse=True)


def _history(true: TrueAccount, last: date, day: date) -> tuple[HistoryMonth, ...]:
    return tuple(HistoryMonth(PartialDate(*m), true.months[m].status) for m in _window(true, last, day))


def _monthly(true: TrueAccount, last: date, day: date) -> tuple[MonthAmounts, ...]:
    return tuple(
        MonthAmounts(PartialDate(*m), money(x.balance), money(x.scheduled), money(x.paid), money(x.past_due))
        for m in _window(true, last, day)[:24]
        for x in (true.months[m],)
    )

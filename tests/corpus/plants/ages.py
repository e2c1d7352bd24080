"""Too old, or a first delinquency that moved (one report)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from creditai.report import Account, HistoryMonth, Inquiry, PublicRecord
from creditai.values import PartialDate, add_years
from tests.corpus.files import BureauFile
from tests.corpus.lives import after, ym
from tests.corpus.plants import Edit, Plant, change, days_before, month_before

X, E, TU = ("experian_acr",), ("equifax_acr",), ("transunion_acr",)


def since(years: int, days: int) -> Callable[[Account, date], Account]:
    """A charge-off whose first delinquency lies that long before the report; every printed month CO."""

    def made(a: Account, day: date) -> Account:
        dofd = add_years(day, -years) - timedelta(days=days)
        opened = PartialDate.of(dofd - timedelta(days=900))
        lost = PartialDate.of(dofd + timedelta(days=185))
        history = tuple(HistoryMonth(PartialDate(*after(ym(day), -n)), "CO") for n in range(2, 40))
        paid = PartialDate.of(dofd - timedelta(days=20))
        return replace(
            a, first_delinquency=PartialDate.of(dofd), opened=opened, closed=lost, charged_off=lost, last_payment=paid,
            payment_history=history, monthly=(), removal=None,
        )  # fmt: skip

    return made


def removal(months: int) -> Callable[[Account, date], Account]:
    return lambda a, day: replace(a, removal=month_before(day, months))


def old_late(months: int) -> Callable[[Account, date], Account]:
    def made(a: Account, day: date) -> Account:
        opened = PartialDate.of(add_years(day, -9))
        cells = [
            HistoryMonth(PartialDate(*after(ym(day), -n)), "30" if n == months else "OK")
            for n in range(2, months + 3)
        ]
        return replace(a, opened=opened, payment_history=tuple(cells))

    return made


def record(kind: str, chapter: str | None, years: int, days: int, status: str = "Discharged") -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        filed = add_years(f.day, -years) - timedelta(days=days)
        made = PublicRecord(
            f.bureau, kind, chapter, None, "US BANKRUPTCY COURT ZZ" if chapter else "COUNTY COURT ZZ", "16-91234", PartialDate.of(filed),  # type: ignore[arg-type]
            PartialDate.of(filed + timedelta(days=120)), status, "discharged" if chapter else None,
        )  # fmt: skip
        return [replace(f, records=(made,)), *files[1:]]

    return edit


def inquiry(days: int) -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        made = Inquiry(
            f.bureau,
            "Old Example Lender",
            "1 Sample Street, Mockford, ZZ 00001",
            days_before(f.day, days),
            "hard",
            "Auto loan",
        )
        return [replace(f, inquiries=(*f.inquiries, made)), *files[1:]]

    return edit


def shifted(months: int) -> Callable[[Account, date], Account]:
    def made(a: Account, day: date) -> Account:
        assert a.first_delinquency
        moved = after((a.first_delinquency.year, a.first_delinquency.month or 1), months)
        return replace(a, first_delinquency=PartialDate(*moved, 15))

    return made


def placed(days: int) -> Callable[[Account, date], Account]:
    def made(a: Account, day: date) -> Account:
        assert a.opened
        return replace(a, first_delinquency=PartialDate.of(a.opened.earliest + timedelta(days=days)))

    return made


PLANTS = (
    Plant("obsolete-account", "charge_off", E, change(since(7, 240))),
    Plant("obsolete-account", "charge_off", E, change(since(7, 100)), expected=False),
    Plant("seven-years-past-dofd", "charge_off", E, change(since(7, 60))),
    Plant("seven-years-past-dofd", "charge_off", E, change(since(6, 300)), expected=False),
    Plant("past-removal-date", "charge_off", X, change(removal(3))),
    Plant("past-removal-date", "charge_off", TU, change(removal(2))),
    Plant("past-removal-date", "charge_off", X, change(removal(0)), expected=False),
    Plant("obsolete-late-mark", "card", X, change(old_late(90))),
    Plant("obsolete-late-mark", "card", E, change(old_late(82)), expected=False),
    Plant("obsolete-bankruptcy", "", E, record("bankruptcy", "7", 10, 70)),
    Plant("obsolete-bankruptcy", "", TU, record("bankruptcy", "7", 9, 290), expected=False),
    Plant("chapter-13-over-seven-years", "", E, record("bankruptcy", "13", 8, 10)),
    Plant("chapter-13-over-seven-years", "", E, record("bankruptcy", "13", 6, 300), expected=False),
    Plant("lien-or-judgment-present", "", TU, record("lien", None, 3, 40, "Released")),
    Plant("lien-or-judgment-present", "", E, record("judgment", None, 2, 40, "Filed")),
    Plant("inquiry-over-two-years", "", X, inquiry(800)),
    Plant("inquiry-over-two-years", "", TU, inquiry(700), expected=False),
    Plant("re-aged-first-delinquency", "charge_off", E, change(shifted(5))),
    Plant("re-aged-first-delinquency", "charge_off", E, change(shifted(1)), expected=False),
    Plant("collection-dofd-after-placement", "collection", E, change(placed(40))),
    Plant("collection-dofd-after-placement", "collection", E, change(placed(-60)), expected=False),
)  # fmt: skip

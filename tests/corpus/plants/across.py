"""Across bureaus, and across pulls of one bureau."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from creditai.report import Account
from creditai.values import PartialDate
from tests.corpus.files import BureauFile
from tests.corpus.plants import Edit, Plant, change, changes, same, usd
from tests.corpus.plants.histories import marks

XE, ET, XT = (
    ("experian_acr", "equifax_acr"),
    ("equifax_acr", "transunion_acr"),
    ("experian_acr", "transunion_acr"),
)
EE, XX, TT = (
    ("equifax_acr", "equifax_acr@92"),
    ("experian_acr", "experian_acr@92"),
    ("transunion_acr", "transunion_acr@92"),
)
Made = Callable[[Account, date], Account]


def later(name: str, days: int) -> Made:
    def made(a: Account, day: date) -> Account:
        value: PartialDate = getattr(a, name)
        moved = PartialDate.of(value.earliest + timedelta(days=days))
        return replace(a, **{name: moved if value.exact else PartialDate(moved.year, moved.month)})  # type: ignore[arg-type]

    return made


def person(report: int, **fields: object) -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        who = replace(files[report].person, **fields)  # type: ignore[arg-type]
        return [replace(f, person=who) if i == report else f for i, f in enumerate(files)]

    return edit


def terms(words: str) -> Made:
    return lambda a, d: replace(a, terms=words)


def vanished(a: Account, day: date) -> Account:
    cells = [replace(h, status="ND") if 6 <= n < 16 else h for n, h in enumerate(a.payment_history)]
    return replace(a, payment_history=tuple(cells))


def same_day(*made: Made) -> Edit:
    """The changes, after both bureaus print the same facts of the target."""

    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        return changes(*made)(files, rng)

    return edit


PLANTS = (
    Plant("removal-differs", "charge_off", XT, same_day(same, later("removal", 400))),
    Plant("removal-differs", "charge_off", XT, same_day(same, later("removal", 150)), expected=False),
    Plant("status-differs", "charge_off", ET, same_day(same, lambda a, d: replace(a, status="current", past_due=usd(0), payment_history=(), remarks=(), closed=None))),
    Plant("late-month-differs", "card", XE, same_day(same, marks((9, "30")))),
    Plant("late-month-differs", "card", XE, same_day(marks((8, "30")), marks((9, "30"))), expected=False),
    Plant("balance-differs", "card", ET, same_day(same, lambda a, d: replace(a, balance=(a.balance or usd(0)) + usd(40), high_credit=(a.high_credit or usd(0)) + usd(0)))),
    Plant("balance-differs", "card", ET, same_day(same, lambda a, d: replace(later("reported", -6)(a, d), balance=(a.balance or usd(0)) + usd(40))), expected=False),
    Plant("opened-differs", "mortgage", XT, same_day(same, later("opened", 300))),
    Plant("opened-differs", "mortgage", XT, same_day(same, later("opened", 5)), expected=False),
    Plant("limit-differs", "card", ET, same_day(same, lambda a, d: replace(a, credit_limit=(a.credit_limit or usd(0)) + usd(500)))),
    Plant("responsibility-differs", "card", XT, same_day(same, lambda a, d: replace(a, responsibility="authorized_user"))),
    Plant("closed-by-differs", "paid_auto", ET, same_day(
        lambda a, d: replace(a, remarks=("Account closed at consumer's request",)), lambda a, d: replace(a, remarks=("Account closed by credit grantor",)))),
    Plant("closed-by-differs", "paid_auto", ET, same_day(same, lambda a, d: replace(a, remarks=("Account closed by credit grantor",))), expected=False),
    Plant("unit-mismatch", "mortgage", XE, same_day(terms("360 Months"), terms("360 Years"))),
    Plant("unit-mismatch", "mortgage", XE, same_day(terms("360 Months"), terms("30 Years")), expected=False),
    Plant("ssn-variation", "", ET, person(1, ssn_last4="4312")),
    Plant("birth-date-differs", "", ET, person(1, birth=date(1949, 5, 6))),
    Plant("re-aged-across-pulls", "charge_off", EE, same_day(same, later("first_delinquency", 300))),
    Plant("re-aged-across-pulls", "charge_off", XX, same_day(same, later("removal", 330))),
    Plant("re-aged-across-pulls", "charge_off", EE, same_day(same, later("first_delinquency", 20)), expected=False),
    Plant("balance-rises-after-charge-off", "charge_off", TT, same_day(same, lambda a, d: replace(a, balance=(a.balance or usd(0)) + usd(150), past_due=(a.balance or usd(0)) + usd(150), high_credit=(a.high_credit or usd(0)) + usd(150)))),
    Plant("balance-rises-after-charge-off", "charge_off", TT, same_day(same, lambda a, d: replace(a, balance=(a.balance or usd(0)) - usd(50), past_due=(a.balance or usd(0)) - usd(50))), expected=False),
    Plant("charge-off-amount-changed", "charge_off", EE, same_day(same, lambda a, d: replace(a, charge_off_amount=(a.charge_off_amount or usd(0)) + usd(400)))),
    Plant("disputed-flag-lost", "card", EE, same_day(lambda a, d: replace(a, disputed=True), same)),
    Plant("disputed-flag-lost", "card", EE, same_day(lambda a, d: replace(a, disputed=True), lambda a, d: replace(
        a, remarks=("Dispute resolved; investigation completed",))), expected=False),
    Plant("history-rewritten", "card", EE, same_day(same, marks((12, "60"), (13, "30")))),
    Plant("history-rewritten", "card", EE, same_day(marks((9, "ND")), marks((12, "OK"))), expected=False),
    Plant("history-vanished", "card", EE, same_day(same, vanished)),
    Plant("last-payment-moved", "charge_off", EE, same_day(same, later("last_payment", 500))),
    Plant("last-payment-moved", "charge_off", EE, same_day(lambda a, d: replace(a, last_payment=None), same), expected=False),
    Plant("collector-dofd-later-than-creditor", "sold", ("equifax_acr",), lambda files, rng: [replace(f, accounts=tuple(
        replace(k, account=later("first_delinquency", 340)(k.account, f.day)) if k.key == "partner" else k for k in f.accounts)) for f in files]),
    Plant("collector-dofd-later-than-creditor", "sold", ("equifax_acr",), change(same), expected=False, name="one date"),
)  # fmt: skip

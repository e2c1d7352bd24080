"""Duplicates, liability, the person, bankruptcy, medical debts and inquiries (one report)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from creditai.report import Account, Inquiry, PublicRecord
from creditai.values import PartialDate, add_years
from tests.corpus.files import BureauFile, Known
from tests.corpus.plants import PARTNER, TARGET, Edit, Plant, change, days_before, usd

X, E, TU = ("experian_acr",), ("equifax_acr",), ("transunion_acr",)
NEW_PLACE = "9 Sample Street, Mockford, ZZ 00009"


def twin(made: Callable[[Known], Known]) -> Edit:
    """A second account beside the target."""

    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        first = next(k for k in f.accounts if k.key == TARGET)
        return [replace(f, accounts=(*f.accounts, replace(made(first), key=PARTNER))), *files[1:]]

    return edit


def other_collector(made: Callable[[Account], Account]) -> Edit:
    return twin(
        lambda k: replace(
            k, full_number="774411203",
            account=made(replace(k.account, furnisher="Second Example Recovery", furnisher_address=NEW_PLACE)),
        )
    )  # fmt: skip


def owing_partner(made: Callable[[Account], Account]) -> Edit:
    """Changes the creditor's own entry of a debt that was sold."""

    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        accounts = tuple(replace(k, account=made(k.account)) if k.key == TARGET else k for k in f.accounts)
        return [replace(f, accounts=accounts), *files[1:]]

    return edit


def bankruptcy(account: Callable[[Account, PartialDate], Account], record: bool = True) -> Edit:
    """A chapter 7 discharged two years ago, and what the target says beside it."""

    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        filed = PartialDate.of(f.day - timedelta(days=800))
        made = PublicRecord(
            f.bureau, "bankruptcy", "7", None, "US BANKRUPTCY COURT ZZ", "24-90412", filed, PartialDate.of(filed.earliest + timedelta(days=120)),
            "Discharged", "discharged",
        )  # fmt: skip
        kept = tuple(k for k in f.accounts if k.key == TARGET or k.kind in ("auto", "mortgage"))
        accounts = tuple(
            replace(k, account=account(k.account, filed)) if k.key == TARGET else k for k in kept
        )
        return [replace(f, accounts=accounts, records=(made,) if record else ()), *files[1:]]

    return edit


def discharged(balance: int) -> Callable[[Account, PartialDate], Account]:
    def made(a: Account, filed: PartialDate) -> Account:
        kept = tuple(h for h in a.payment_history if h.month < PartialDate(filed.year, filed.month))
        return replace(
            a, status="bankruptcy", balance=usd(balance), past_due=usd(0), condition="closed", closed=filed, monthly_payment=None,
            remarks=("Discharged through Bankruptcy Chapter 7",), payment_history=kept, reported=filed, monthly=(),
        )  # fmt: skip

    return made


def late_later(months: int) -> Callable[[Account, PartialDate], Account]:
    def made(a: Account, filed: PartialDate) -> Account:
        done = discharged(0)(a, filed)
        cells = {h.month: h for h in a.payment_history if h.month < PartialDate(filed.year, filed.month)}
        from tests.corpus.lives import after

        for n in range(months + 1):
            month = PartialDate(*after((filed.year, filed.month or 1), n))
            cells[month] = replace(
                a.payment_history[0],
                month=month,
                status="60" if n == months else "30" if n == months - 1 else "ND",
            )
        end = PartialDate(*after((filed.year, filed.month or 1), months + 2), 10)
        return replace(
            done, payment_history=tuple(cells[m] for m in sorted(cells, reverse=True)), reported=end
        )

    return made


def inquiries(*made: tuple[str, int, str]) -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        new = tuple(Inquiry(f.bureau, n, NEW_PLACE, days_before(f.day, d), "hard", p) for n, d, p in made)
        return [replace(f, inquiries=(*f.inquiries, *new)), *files[1:]]

    return edit


def as_minor(years: int) -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        opened = next(k.account.opened for k in f.accounts if k.key == TARGET)
        assert opened
        who = replace(f.person, birth=add_years(opened.earliest, -years) - timedelta(days=30))
        kept = tuple(k for k in f.accounts if k.key == TARGET)
        return [replace(f, person=who, accounts=kept), *files[1:]]

    return edit


def first_owed(amount: int, now: int) -> Callable[[Account, date], Account]:
    return lambda a, d: replace(a, high_credit=usd(amount), balance=usd(now), past_due=usd(now))


PLANTS = (
    Plant("duplicate-account", "card", E, twin(lambda k: k)),
    Plant("duplicate-account", "card", TU, twin(lambda k: k)),
    Plant("duplicate-account", "card", E, twin(lambda k: replace(k, full_number="4000111122223333", account=replace(
        k.account, opened=PartialDate(2021, 3, 4), credit_limit=usd(700), high_credit=usd(400), balance=usd(300)))), expected=False, name="two cards"),
    Plant("duplicate-collection", "collection", E, twin(lambda k: k)),
    Plant("duplicate-collection", "collection", E, twin(lambda k: replace(k, full_number="551100998", account=replace(
        k.account, high_credit=usd(265), balance=usd(265), past_due=usd(265), opened=PartialDate(2025, 6, 2),
        first_delinquency=PartialDate(2025, 1, 9)))), expected=False, name="two visits"),
    Plant("two-collectors-one-debt", "collection", E, other_collector(lambda a: a)),
    Plant("two-collectors-one-debt", "collection", E, other_collector(lambda a: replace(a, balance=usd(0), past_due=usd(0), status="transferred")), expected=False),
    Plant("original-and-collector-both-owing", "sold", E, owing_partner(lambda a: replace(a, balance=a.charge_off_amount, past_due=a.charge_off_amount, remarks=()))),
    Plant("original-and-collector-both-owing", "sold", E, change(lambda a, d: a), expected=False, name="zero at the creditor"),
    Plant("collection-without-original-creditor", "collection", E, change(lambda a, d: replace(a, original_creditor=""))),
    Plant("collection-without-original-creditor", "collection", E, change(lambda a, d: a), expected=False, name="named"),
    Plant("collection-not-from-contract", "collection", X, change(lambda a, d: replace(a, original_creditor="City of Exampleton Parking Violations"))),
    Plant("collection-not-from-contract", "collection", TU, change(lambda a, d: replace(a, original_creditor="Exampleton City Water")), expected=False),
    Plant("authorized-user-derogatory", "charge_off", E, change(lambda a, d: replace(a, responsibility="authorized_user"))),
    Plant("authorized-user-derogatory", "card", E, change(lambda a, d: replace(a, responsibility="authorized_user")), expected=False),
    Plant("authorized-user-on-collection", "collection", X, change(lambda a, d: replace(a, responsibility="authorized_user"))),
    Plant("authorized-user-on-collection", "collection", TU, change(lambda a, d: replace(a, responsibility="joint")), expected=False),
    Plant("deceased-marker", "card", E, change(lambda a, d: replace(a, remarks=("Consumer deceased",)))),
    Plant("deceased-marker", "card", X, change(lambda a, d: replace(a, remarks=("Co-borrower deceased",))), expected=False),
    Plant("opened-as-minor", "card", E, as_minor(14)),
    Plant("opened-as-minor", "card", TU, as_minor(19), expected=False),
    Plant("balance-after-discharge", "card", E, bankruptcy(discharged(2300))),
    Plant("balance-after-discharge", "card", E, bankruptcy(discharged(0)), expected=False),
    Plant("discharge-not-shown", "card", E, bankruptcy(lambda a, filed: a)),
    Plant("discharge-not-shown", "card", E, bankruptcy(lambda a, filed: replace(
        a, opened=PartialDate.of(filed.earliest + timedelta(days=200)),
        payment_history=tuple(h for h in a.payment_history if h.month > PartialDate.of(filed.earliest + timedelta(days=230))))), expected=False),
    Plant("late-after-petition", "card", E, bankruptcy(late_later(5))),
    Plant("bankruptcy-mark-without-record", "card", E, bankruptcy(discharged(0), record=False)),
    Plant("bankruptcy-mark-without-record", "card", TU, bankruptcy(discharged(0)), expected=False),
    Plant("medical-paid", "medical", E, change(lambda a, d: replace(a, balance=usd(0), past_due=usd(0), status="paid"))),
    Plant("medical-paid", "medical", E, change(lambda a, d: a), expected=False, name="owing"),
    Plant("medical-under-500", "medical", E, change(first_owed(310, 310))),
    Plant("medical-under-500", "medical", TU, change(first_owed(910, 310)), expected=False),
    Plant("medical-under-one-year", "medical", E, change(lambda a, d: replace(a, first_delinquency=days_before(d, 250), opened=days_before(d, 120), payment_history=a.payment_history[:2]))),
    Plant("medical-under-one-year", "medical", E, change(lambda a, d: replace(a, first_delinquency=days_before(d, 400), opened=days_before(d, 220), payment_history=a.payment_history[:5])), expected=False),
    Plant("duplicate-inquiry", "", X, inquiries(("Example Motor Credit", 100, "Auto loan"), ("Example Motor Credit", 100, "Auto loan"))),
    Plant("duplicate-inquiry", "", X, inquiries(("Example Motor Credit", 100, "Auto loan"), ("Example Motor Credit", 107, "Auto loan")), expected=False),
    Plant("soft-shown-as-hard", "", X, inquiries(("First Sample Bank", 90, "Account review"))),
    Plant("soft-shown-as-hard", "", X, inquiries(("First Sample Bank", 90, "Auto loan")), expected=False),
)  # fmt: skip

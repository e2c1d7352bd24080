"""The bundled sample reports (`creditai/samples/`): `python -m tests.corpus.samples` draws them anew.

One invented person, three bureaus, and two of them again three months later. What is wrong in them is
planted on purpose, over a dozen kinds; `PLANTED` says what, for the tests.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from creditai.report import Account, Bureau, Inquiry
from creditai.values import PartialDate
from tests.corpus.creditors import Creditor
from tests.corpus.draw_reportlab.draw import draw
from tests.corpus.draw_reportlab.look import Look, plain
from tests.corpus.files import BureauFile, Known, know
from tests.corpus.lives import Life, TrueAccount
from tests.corpus.people import Address, Person, phone
from tests.corpus.plants import PARTNER, _target, usd, with_month
from tests.corpus.plants.ages import since
from tests.corpus.prints import every_print

FOLDER = Path(__file__).parents[2] / "creditai" / "samples"
FIRST, SECOND = date(2026, 5, 18), date(2026, 8, 19)
PERSON = Person(
    "Dana", "Q", "Sample", date(1984, 4, 9), "4321",
    (Address("100 Sample Street", "Exampleton", "00000"), Address("27 Specimen Avenue Apt 4", "Mockford", "00017")),
    ("(212) 555-0143",), ("Sample Widgets LLC",),
)  # fmt: skip
PLANTED = (
    ("experian", "past-removal-date"), ("experian", "charge-off-with-monthly-payment"), ("experian", "soft-shown-as-hard"),
    ("experian", "history-jump"), ("experian", "never-late-but-late"), ("equifax", "obsolete-account"), ("equifax", "sold-or-transferred-still-owing"),
    ("equifax", "collector-dofd-later-than-creditor"), ("equifax", "duplicate-collection"), ("transunion", "paid-with-balance"),
    ("transunion", "medical-under-500"), ("transunion", "current-with-past-due"), ("transunion", "ssn-variation"),
    ("equifax", "re-aged-across-pulls"), ("experian", "balance-rises-after-charge-off"),
)  # fmt: skip
_PLACE = "PO Box 400, Sampleville, ZZ 00004"


def _lived(rng: Random) -> Life:
    """The person's true life, to the second pull and a little beyond."""
    made = Life(PERSON, FIRST, FIRST + timedelta(days=200))
    wanted = (
        ("card", "card", "First Sample Bank"), ("auto", "paid_auto", "Example Motor Credit"), ("store", "store", "Mock Home Stores"),
        ("mortgage", "mortgage", "Exampleton Savings & Loan"), ("old", "charge_off", "Fictional Federal Credit Union"),
        ("lost", "charge_off", "Specimen Card Services"), ("sold", "sold", "Quick Example Card Bank"),
        ("power", "collection", "Example Collections LLC"), ("medical", "medical", "Placeholder Medical Recovery"),
    )  # fmt: skip
    for key, kind, name in wanted:
        for account in _target(kind, rng, made):
            account.key = "buyer" if account.key == PARTNER else key
            shown = "Mock Recovery Associates" if account.key == "buyer" else name
            account.creditor = Creditor(
                shown, Address(f"PO Box {rng.randint(100, 9999)}", "Sampleville", "00004"), phone(rng)
            )
            if account.key == "buyer":
                account.original_creditor = name
            made.accounts.append(account)
    return made


Made = Callable[[Account, date], Account]


def _at(bureau: Bureau, day: date) -> dict[str, Made]:
    """What is wrong in this bureau's file on this day, by account."""
    wrong: dict[str, Made] = {"old": _old(PartialDate(2026, 9))}
    if bureau == "experian":
        wrong["old"] = _old(PartialDate(2026, 2))
        wrong["card"] = _late_twice
        wrong["lost"] = lambda a, d: replace(a, monthly_payment=usd(145))
        if day == SECOND:
            wrong["lost"] = lambda a, d: replace(
                a,
                monthly_payment=usd(145),
                balance=(a.balance or usd(0)) + usd(212),
                past_due=(a.past_due or usd(0)) + usd(212),
                high_credit=(a.high_credit or usd(0)) + usd(212),
            )
    if bureau == "equifax":
        wrong["sold"] = lambda a, d: replace(a, balance=a.charge_off_amount, past_due=a.charge_off_amount)
        wrong["buyer"] = lambda a, d: replace(a, first_delinquency=_later(a.first_delinquency, 310))
        if day == SECOND:
            wrong["lost"] = lambda a, d: replace(a, first_delinquency=_later(a.first_delinquency, 120))
    if bureau == "transunion":
        wrong["auto"] = lambda a, d: replace(a, balance=usd(412))
        wrong["medical"] = lambda a, d: replace(a, high_credit=usd(310), balance=usd(310), past_due=usd(310))
        wrong["store"] = lambda a, d: replace(a, past_due=usd(64))
    return wrong


def _old(removal: PartialDate) -> Made:
    """One old charge-off, the same dates wherever and whenever it is printed; months up to that day."""

    def made(a: Account, day: date) -> Account:
        return replace(
            since(7, 250)(a, FIRST), payment_history=since(7, 250)(a, day).payment_history, removal=removal
        )

    return made


def _late_twice(a: Account, day: date) -> Account:
    """The same two months in both pulls: 30, then 90 without a 60 between."""
    return with_month(with_month(a, PartialDate(2025, 8), "30"), PartialDate(2025, 9), "90")


def _later(day: PartialDate | None, days: int) -> PartialDate | None:
    return None if day is None else PartialDate.of(day.earliest + timedelta(days=days))


def bureau_file(bureau: Bureau, day: date) -> BureauFile:
    lived = _lived(Random(84))
    wrong = _at(bureau, day)
    known: list[Known] = []
    for account in lived.accounts:
        if account.key in _absent(bureau):
            continue
        seen = _known(account, bureau, day)
        known.append(
            replace(seen, account=wrong[account.key](seen.account, day)) if account.key in wrong else seen
        )
        if account.key == "power" and bureau == "equifax":
            known.append(replace(known[-1], key="power again"))
    hard = Inquiry(bureau, "Example Motor Credit", _PLACE, PartialDate(2025, 9, 12), "hard", "Auto loan")
    inquiries = [hard]
    if bureau == "experian":
        inquiries.append(
            Inquiry(bureau, "First Sample Bank", _PLACE, PartialDate(2025, 11, 3), "hard", "Account review")
        )
        inquiries.append(
            Inquiry(
                bureau, "Specimen Personal Finance", _PLACE, PartialDate(2026, 1, 20), "soft", "Promotional"
            )
        )
    who = replace(PERSON, ssn_last4="4312") if bureau == "transunion" else PERSON
    number = {"experian": "4210-0718-55", "equifax": "6180042219", "transunion": "300118842"}[bureau]
    return BureauFile(
        bureau,
        day,
        who,
        (PERSON.name,),
        tuple(known),
        tuple(inquiries),
        (),
        number if day == FIRST else number[::-1],
    )


def _absent(bureau: Bureau) -> tuple[str, ...]:
    return {"experian": ("medical",), "equifax": ("medical",), "transunion": ("power", "sold", "buyer")}[
        bureau
    ]


def _known(account: TrueAccount, bureau: Bureau, day: date) -> Known:
    return know(account, bureau, day)


LOOKS: dict[Bureau, Look] = {
    "experian": plain(9.0),
    "equifax": replace(plain(8.5), tick="zapf", lines=False, left=45, right=45, label_bold=True),
    "transunion": replace(plain(9.0), font="Times-Roman", bold="Times-Bold", lines=True),
}


def samples() -> dict[str, bytes]:
    """File name -> bytes, the same each time."""
    prints = every_print()
    made = {}
    for bureau, day in (
        ("experian", FIRST), ("equifax", FIRST), ("transunion", FIRST), ("experian", SECOND), ("equifax", SECOND),
    ):  # fmt: skip
        sheet = prints[f"{bureau}_acr"].write([bureau_file(bureau, day)], Random(f"{bureau}/{day}"))  # type: ignore[arg-type]
        made[f"{bureau}-{day.isoformat()}.pdf"] = draw(sheet, 1, LOOKS[bureau])  # type: ignore[index]
    return made


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, data in samples().items():
        (FOLDER / name).write_bytes(data)
        print(f"{len(data):8d} {FOLDER / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What shows only beside what the consumer confirmed of themself, or recorded of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from creditai.report import Account
from tests.corpus.files import BureauFile, Known
from tests.corpus.people import Address
from tests.corpus.plants import TARGET, Edit, Plant, Said, changes, unplanted, usd

X, E, TU = ("experian_acr",), ("equifax_acr",), ("transunion_acr",)
EE, EEE = ("equifax_acr", "equifax_acr@92"), ("equifax_acr", "equifax_acr@46", "equifax_acr@92")
STRANGE = Address("9 Invented Road", "Elsewhereville", "00077")
OTHER = "Xiomara Zephyr"


def target(file: BureauFile) -> Known:
    return next(k for k in file.accounts if k.key == TARGET)


def person(name: str = "", place: Address | None = None, last4: str = "") -> Edit:
    """More names or addresses, or another ending of the number, than the person's own."""

    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        f = files[0]
        addresses = (*f.person.addresses, *((place,) if place else ()))
        who = replace(f.person, addresses=addresses, ssn_last4=last4 or f.person.ssn_last4)
        return [replace(f, person=who, names=(*f.names[:1], *((name,) if name else ()))), *files[1:]]

    return edit


def together(*edits: Edit) -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        for one in edits:
            files = one(files, rng)
        return files

    return edit


def confirmed(**more: Any) -> Said:
    """The person's own name, and what they said beside it."""
    return lambda files: {"confirmed": {"names": [files[0].person.name], **more}}


def disowned(files: Sequence[BureauFile]) -> dict[str, Any]:
    own = {"names": [files[0].person.name]}
    furnisher = target(files[0]).account.furnisher
    return {"confirmed": {**own, "ssn_last4": "4321", "accounts_disowned": [furnisher]}}


def absent(report: int) -> Edit:
    def edit(files: list[BureauFile], rng: Random) -> list[BureauFile]:
        kept = tuple(k for k in files[report].accounts if k.key != TARGET)
        return [replace(f, accounts=kept) if i == report else f for i, f in enumerate(files)]

    return edit


def answered(word: str, after_first: int, **field: str) -> Said:
    """An answer about the target, so many days after the first report; `field`: what was to become what."""

    def said(files: Sequence[BureauFile]) -> dict[str, Any]:
        a, on = target(files[0]).account, files[0].day + timedelta(days=after_first)
        subject = {"bureau": a.bureau, "furnisher": a.furnisher, "opened": str(a.opened)}
        outcome = {"rule": "paid-with-balance", "subject": subject, "word": word, "on": str(on)}
        return {"outcomes": [{**outcome, "fields": [field] if field else []}]}

    return said


def owing(amount: int) -> Any:
    def made(a: Account, day: object) -> Account:
        return replace(a, balance=usd(amount))

    return made


BALANCE = {"name": "balance", "before": "412.00", "after": "0.00"}
PLANTS = (
    Plant("name-of-another", "", E, person(OTHER), said=confirmed()),
    Plant("name-of-another", "", X, person(OTHER), said=confirmed()),
    Plant("name-of-another", "", X, unplanted, expected=False, name="short name", said=confirmed()),
    Plant("address-unknown", "", E, person(place=STRANGE), said=confirmed(addresses_never_theirs=[STRANGE.one_line])),
    Plant("address-unknown", "", TU, person(place=STRANGE), said=confirmed(addresses_never_theirs=[STRANGE.one_line])),
    Plant("address-unknown", "", E, person(place=STRANGE), expected=False, said=confirmed()),
    Plant("mixed-file", "card", E, person(OTHER, last4="8765"), said=disowned),
    Plant("mixed-file", "card", E, person(OTHER, last4="4321"), expected=False, said=disowned),
    Plant("reinserted", "charge_off", EE, unplanted, said=answered("deleted", 40)),
    Plant("reinserted", "charge_off", EE, unplanted, expected=False, name="verified", said=answered("verified", 40)),
    Plant("returned-after-absence", "charge_off", EEE, absent(1)),
    Plant("returned-after-absence", "charge_off", EEE, absent(1), expected=False, said=answered("deleted", 30)),
    Plant("correction-lost", "card", EEE, changes(owing(412), owing(0), owing(412)), said=answered("updated", 20, **BALANCE)),
    Plant("correction-lost", "card", EEE, changes(owing(412), owing(0), owing(300)), expected=False, said=answered("updated", 20, **BALANCE)),
)  # fmt: skip

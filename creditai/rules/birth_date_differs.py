"""A date of birth that differs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_apart


def _printed(*births: str | None, confirmed: str | None = None) -> dict[str, Any]:
    bureaus = ("experian", "equifax", "transunion")
    reports = [
        {"bureau": bureau, "consumer": {"as_reported": [{"bureau": bureau, "birth_date": born}]}}
        for bureau, born in zip(bureaus, births, strict=False)
    ]
    return {"reports": reports, "confirmed": {} if confirmed is None else {"birth_date": confirmed}}


class BirthDateDiffers(Rule):
    """Prints give different dates of birth, or one that is not the date that the consumer confirmed.

    For a lawyer:
    Compared as intervals: a print of the year or the month alone differs only where no day of it fits
    the other.
    """

    title = "Date of birth differs"
    scope = "bureaus"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="What is inaccurate is deleted or modified."),
        Basis(law="15 USC 1681e(b)", why="A person has one date of birth."),
    )
    needs = (Need("own-date", "What is your own date of birth?"),)
    examples = (
        Example("hit", _printed("1981", "1985"), "1985"),
        Example("hit", _printed("1981-04-02", confirmed="1981-04-12")),
        Example("miss", _printed("1981-04-02", "1981-04-02")),
        Example("miss", _printed("1981-04-02", confirmed="1981-04-02")),
        Example("miss", _printed("1981-04-02", None)),
        Example("trap", _printed("1981", "1981-04-02")),
        Example("trap", _printed("1981-04", confirmed="1981-04-02")),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        own = case.confirmed.birth_date
        for person in case.persons():
            printed = [entry for entry in person if entry.item.birth_date is not None]
            if own is not None:
                apart = [e for e in printed if certainly_apart(e.item.birth_date, own, 0)]
                follows = "The date of birth that was confirmed is another."
            else:
                apart = [
                    e
                    for e in printed
                    if any(certainly_apart(e.item.birth_date, other.item.birth_date, 0) for other in printed)
                ]
                follows = "A person has one date of birth: the prints cannot all hold."
            if apart:
                hit = Hit.of(apart, ("birth_date",), follows)
                yield replace(hit, subject=tuple(f"{pointer}/birth_date" for pointer in hit.subject))

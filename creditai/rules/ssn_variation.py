"""Last four digits of the Social Security number that differ."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from creditai.case import Case, PersonEntry
from creditai.rules import Basis, Example, Hit, Need, Rule


def _printed(*last4: str | None, confirmed: str | None = None) -> dict[str, Any]:
    bureaus = ("experian", "equifax", "transunion")
    people = zip(bureaus, last4, strict=False)
    reports = [
        {"bureau": bureau, "consumer": {"as_reported": [{"bureau": bureau, "ssn_last4": digits}]}}
        for bureau, digits in people
    ]
    return {"reports": reports, "confirmed": {} if confirmed is None else {"ssn_last4": confirmed}}


class SsnVariation(Rule):
    """The last four digits of the Social Security number differ between prints, or from those that the
    consumer confirmed. A wrong number can draw another person's entries into a file.

    For a lawyer:
    A typing error of one creditor is the common cause: the ask is correction. Only last four digits are
    compared and said; a masked number without them says nothing.
    """

    title = "Social Security number differs"
    scope = "bureaus"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="What is inaccurate is deleted or modified."),
        Basis(law="15 USC 1681e(b)", why="A file is kept under one number."),
    )
    needs = (Need("own-last-four", "What are the last four digits of your own Social Security number?"),)
    examples = (
        Example("hit", _printed("4321", "4312"), "4312"),
        Example("hit", _printed("4321", confirmed="4326")),
        Example("hit", _printed("4321", "4312", "4321")),
        Example("miss", _printed("4321", "4321")),
        Example("miss", _printed("4321", confirmed="4321")),
        Example("trap", _printed("4321", None)),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        own = case.confirmed.ssn_last4
        for person in case.persons():
            printed = [entry for entry in person if entry.item.ssn_last4]
            if own is not None:
                wrong = [entry for entry in printed if entry.item.ssn_last4 != own]
                if wrong:
                    yield _hit(wrong, "The last four digits that were confirmed are others.")
            elif len({entry.item.ssn_last4 for entry in printed}) > 1:
                yield _hit(printed, "One person has one number: the prints cannot all hold.")


def _hit(entries: Sequence[PersonEntry], follows: str) -> Hit:
    hit = Hit.of(entries, ("ssn_last4",), follows)
    return replace(hit, subject=tuple(f"{pointer}/ssn_last4" for pointer in hit.subject))

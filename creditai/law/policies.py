"""Announced policies and known practices of bureaus and industry: dated, voluntary, and not law.

A finding that rests on one of these cites no law, and a letter names it as the bureau's own practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from creditai.law.sections import CHECKED_ON


@dataclass(frozen=True, slots=True)
class Policy:
    """`since`: the day it took effect, None where it is a habit with no such day."""

    id: str
    says: str
    whose: str
    since: date | None
    source: str
    checked_on: date = CHECKED_ON
    verified: bool = True


_NCAP = "settlement of the three bureaus with state attorneys general, 2015-2018 (National Consumer Assistance Plan)"
_MEDICAL = "joint announcement of the three bureaus on medical collections"
_METRO2 = "the industry's reporting format, Metro 2; restated in our own words"
_HABIT = "known practice of the bureaus; no announcement with a date"

_ROWS = (
    Policy("seven-years-from-first-delinquency", "Charge-offs and collections are removed about 7 years after the first delinquency, earlier than the law's last day.", "bureaus", None, _HABIT),
    Policy("chapter-13-seven-years", "A chapter 13 bankruptcy is removed 7 years after filing, though the law allows 10.", "bureaus", None, _HABIT),
    Policy("chapter-13-dismissed", "When a dismissed chapter 13 case is removed differs between bureaus.", "bureaus", None, _HABIT, verified=False),
    Policy("inquiries-two-years", "An inquiry is removed in the month in which it turns two years old.", "bureaus", None, _HABIT),
    Policy("removal-date-announced", "The report itself announces the month in which the item goes.", "bureaus", None, "the report"),
    Policy("judgments-and-liens-off", "Civil judgments (July 2017) and tax liens (by April 2018) are not reported.", "bureaus", date(2018, 4, 16), _NCAP),
    Policy("collections-name-the-original-creditor", "A collection names the original creditor.", "bureaus", date(2017, 9, 15), _NCAP),
    Policy("no-debts-without-contract", "Debts that arise from no contract, such as fines and tickets, are not reported.", "bureaus", date(2016, 6, 15), _NCAP),
    Policy("medical-paid", "Paid medical collections are not reported.", "bureaus", date(2022, 7, 1), _MEDICAL),
    Policy("medical-one-year", "Medical collections less than one year past the first delinquency are not reported.", "bureaus", date(2022, 7, 1), _MEDICAL),
    Policy("medical-under-500", "Medical collections whose first reported balance was under $500 are not reported.", "bureaus", date(2023, 4, 11), _MEDICAL),
    Policy("charge-off-has-no-payment", "A charged-off account is reported with no scheduled payment.", "industry", None, _METRO2),
    Policy("collection-names-liable-persons", "Collectors report liable persons only; a bankruptcy removes authorized users.", "industry", None, _METRO2),
    Policy("student-loan-pause", "Loans held by the Department of Education: pause extended by the Department from October 2020 to September 2023.", "department of education", date(2020, 10, 1), "announcements of the Department of Education"),
)  # fmt: skip

POLICIES: Mapping[str, Policy] = {row.id: row for row in _ROWS}

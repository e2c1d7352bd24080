"""Every number that a rule or a clock computes with, with where it comes from.

`of` is a key of `sections` or of `policies`, or "house" for a tolerance of our own: how far two prints
may lie apart before we speak of a difference. A house number never stands in for a legal one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from creditai.law.sections import CHECKED_ON

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure(Generic[T]):
    value: T
    unit: str
    of: str
    checked_on: date = CHECKED_ON


HOUSE = "house"

# How long an item may be reported
ADVERSE_YEARS = Figure(7, "years", "15 USC 1681c(a)(4)")
ADVERSE_START_DAYS = Figure(180, "days", "15 USC 1681c(c)(1)")
OTHER_ADVERSE_YEARS = Figure(7, "years", "15 USC 1681c(a)(5)")
BANKRUPTCY_YEARS = Figure(10, "years", "15 USC 1681c(a)(1)")
EXEMPT_CREDIT = Figure(Decimal(150_000), "dollars", "15 USC 1681c(b)")
FIRST_DELINQUENCY_PRACTICE_YEARS = Figure(7, "years", "seven-years-from-first-delinquency")
CHAPTER_13_PRACTICE_YEARS = Figure(7, "years", "chapter-13-seven-years")
INQUIRY_PRACTICE_YEARS = Figure(2, "years", "inquiries-two-years")

# Medical collections
MEDICAL_AMOUNT = Figure(Decimal(500), "dollars", "medical-under-500")
MEDICAL_YEARS = Figure(1, "years", "medical-one-year")

# Pauses and accommodations
STUDENT_PAUSE_FROM = Figure(date(2020, 4, 1), "day", "CARES Act 3513")
STUDENT_PAUSE_TO = Figure(date(2023, 9, 30), "day", "student-loan-pause")

# Persons
AGE_OF_MAJORITY = Figure(18, "years", HOUSE)

# Clocks of a dispute
REINVESTIGATION_DAYS = Figure(30, "days", "15 USC 1681i(a)(1)(A)")
EXTENSION_DAYS = Figure(15, "days", "15 USC 1681i(a)(1)(B)")
ANNUAL_REPORT_DAYS = Figure(45, "days", "15 USC 1681j(a)(3)")
RESULTS_BUSINESS_DAYS = Figure(5, "business days", "15 USC 1681i(a)(6)(A)")
PROCEDURE_DAYS = Figure(15, "days", "15 USC 1681i(a)(7)")
BLOCK_BUSINESS_DAYS = Figure(4, "business days", "15 USC 1681c-2(a)")
VALIDATION_DAYS = Figure(30, "days", "15 USC 1692g(b)")
STATEMENT_WORDS = Figure(100, "words", "15 USC 1681i(b)")
MAIL_DAYS = Figure(5, "days", HOUSE)

# Tolerances of our own
DATE_TOLERANCE_DAYS = Figure(31, "days", HOUSE)
REMOVAL_TOLERANCE_DAYS = Figure(180, "days", HOUSE)
"""Seven years from the delinquency and seven years from 180 days later are both in use."""
RUN_TOLERANCE_MONTHS = Figure(1, "months", HOUSE)
FUTURE_TOLERANCE_DAYS = Figure(1, "days", HOUSE)
BALANCE_TOLERANCE = Figure(Decimal(1), "dollars", HOUSE)
VANISHED_MONTHS = Figure(6, "months", HOUSE)
DEBT_GROWTH_PERCENT = Figure(25, "percent", HOUSE)
SMALLEST_PAYMENT = Figure(Decimal(20), "dollars", HOUSE)
"""Below it, rounding decides whether one payment is a multiple of another."""

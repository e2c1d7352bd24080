"""How long 15 USC 1681c lets an account be reported, and from which of its facts that is counted.

Each question is asked so that a doubt silences: what may be outside the seven years counts as outside,
and a printed month is counted from its last day.
"""

from __future__ import annotations

from datetime import date

from creditai.law import numbers
from creditai.report import Account
from creditai.tradeline import (
    cells,
    derogatory,
    history,
    kind_fields,
    kind_of,
    may_be_federal_student_loan,
    positive,
)
from creditai.values import PartialDate, add_days, add_years


def adverse(account: Account) -> bool:
    """It holds something that the age limits are about. An account in good order may stay."""
    return (
        derogatory(account)
        or charged_off_or_collected(account)
        or account.status in ("settled", "bankruptcy")
        or any(m.status == "BK" for m in account.payment_history)
    )


def charged_off_or_collected(account: Account) -> bool:
    """The account went to charge-off or collection, as its status, amounts or history show."""
    if account.status in ("charge_off", "collection") or kind_of(account) == "collection":
        return True
    if account.status not in ("paid", "settled"):
        return False
    return positive(account.charge_off_amount) or any(
        m.status in ("CO", "CL") for m in account.payment_history
    )


def shows_loss(account: Account) -> tuple[str, ...]:
    """The fields that show it: what a statement about a charge-off or collection quotes."""
    if account.status in ("paid", "settled"):
        if positive(account.charge_off_amount):
            return "status", "charge_off_amount"
        marks = [m for m in history(account) if m.status in ("CO", "CL")]
        return "status", *(cells(account, marks[:1]) or kind_fields(account))
    return (
        ("status",) if account.status in ("charge_off", "collection") else (*kind_fields(account), "status")
    )


def outside_seven_years(account: Account) -> bool:
    """The seven years may not bind it: it may be a federal student loan, or credit of exempt size."""
    return may_be_federal_student_loan(account) or _may_be_exempt_by_size(account)


def _may_be_exempt_by_size(account: Account) -> bool:
    amounts = (account.high_credit, account.credit_limit, account.balance, account.charge_off_amount)
    return any(a is not None and a >= numbers.EXEMPT_CREDIT.value for a in amounts)


def loss_since(account: Account) -> PartialDate | None:
    """The first delinquency from which the seven years of a charge-off or collection are counted; None
    where it is not printed, for other accounts, and where the seven years may not bind."""
    if not charged_off_or_collected(account) or outside_seven_years(account):
        return None
    return account.first_delinquency


def adverse_until(first_delinquency: PartialDate) -> date:
    """The last day on which a charge-off or collection may be reported, counted from the latest day
    that the printed date may stand for."""
    start = add_days(first_delinquency.latest, numbers.ADVERSE_START_DAYS.value)
    return add_years(start, numbers.ADVERSE_YEARS.value)

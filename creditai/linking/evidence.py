"""How much two lines look like one account: what agrees, what differs, and whether it is enough.

Enough ("certain" grounds) is, of one furnisher: four agreeing digits of the number and the opening
date; or the opening date, an equal limit or high credit, the kind and the responsibility; or, where
the opening date itself is printed differently or not at all, more agreeing digits than a bank's own
first six and an equal limit or high credit of one kind; or a fingerprint: reported on one day with one
balance, one limit or high credit, and one opening day, payment, last payment or number; or one bureau's same
print of the number.
A digit that both show and that differs ends it. The weights only rank candidates among each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from creditai.linking.kinds import kind_agreement
from creditai.linking.names import likeness
from creditai.linking.numbers import ENOUGH, NOTHING, agreement
from creditai.report import Account
from creditai.values import PartialDate

Opened = Literal["equal", "month", "near", "differs", "unknown"]
_CENTS = Decimal(1)  # some prints round to whole dollars


@dataclass(frozen=True, slots=True)
class Likely:
    """`score`: to rank; `grounds`: enough to be certain if it is the only such pair; `why`: in words."""

    score: float
    grounds: bool
    supported: bool
    why: tuple[str, ...]


def compare_lines(a: Account, b: Account, *, one_bureau: bool = False) -> Likely | None:
    """None when the two cannot be one account, or nothing says that they are."""
    digits = (
        agreement(a.account_number, b.account_number) if a.account_number and b.account_number else NOTHING
    )
    if digits.conflict:
        return None
    name = likeness(a.furnisher, b.furnisher) if a.furnisher and b.furnisher else "other"
    opened, kind = opened_agreement(a.opened, b.opened), kind_agreement(a, b)
    numbered = digits.digits >= ENOUGH
    printed = _fingerprint(a, b, numbered) and name == "same" and kind is not False
    if not printed and _excluded(name, numbered and digits.telling, opened, kind, a, b):
        return None
    same_print = one_bureau and numbered and a.account_number == b.account_number and name == "same"
    limit, high = _money(a.credit_limit, b.credit_limit), _money(a.high_credit, b.high_credit)
    amounts = limit is True or high is True
    dated = opened in ("equal", "month")
    liable = a.responsibility is not None and a.responsibility == b.responsibility
    known = name != "other"
    grounds = known and (
        (numbered and dated)
        or (dated and amounts and kind is True and liable)
        or (digits.telling and numbered and amounts and kind is not False)
        or same_print
        or printed
    )
    score = (
        _score(name, digits.digits, digits.telling, opened, limit, high, kind)
        + _minor(a, b)
        + 30 * same_print
    )
    score += 30 * printed
    why = _why(name, digits.digits, opened, limit, high, kind is True, liable)
    why += ("one balance and payment on one day",) * printed
    return Likely(score, grounds, numbered or dated or amounts, why) if score > 0 else None


def _fingerprint(a: Account, b: Account, numbered: bool) -> bool:
    """Told for one day with the same moving amounts: two accounts do not share these by chance."""
    if a.reported is None or a.reported != b.reported or not a.reported.exact:
        return False
    if not (_money(a.credit_limit, b.credit_limit) or _money(a.high_credit, b.high_credit)):
        return False
    moved = (
        numbered
        or _money(a.monthly_payment, b.monthly_payment)
        or (a.last_payment is not None and a.last_payment == b.last_payment)
        or (a.opened is not None and a.opened.exact and a.opened == b.opened)
    )
    return bool(_money(a.balance, b.balance) and moved)


def opened_agreement(a: PartialDate | None, b: PartialDate | None) -> Opened:
    """`equal`: to the day; `month`: one prints only the month, or both; `near`: within 31 days."""
    if a is None or b is None or a.month is None or b.month is None:
        if a is not None and b is not None and a.year != b.year:
            return "differs"
        return "unknown"
    if a == b:
        return "equal" if a.exact else "month"
    if a.earliest <= b.latest and b.earliest <= a.latest:
        return "month"
    gap = (max(a, b).earliest - min(a, b).latest).days
    return "near" if gap <= 31 else "differs"


def _excluded(name: str, numbered: bool, opened: Opened, kind: bool | None, a: Account, b: Account) -> bool:
    if name == "other" and not (numbered and opened == "equal"):
        return True
    if not numbered and (opened == "differs" or kind is False):
        return True
    creditors = a.original_creditor, b.original_creditor
    return (
        bool(creditors[0] and creditors[1] and likeness(creditors[0], creditors[1]) == "other")
        and not numbered
    )


def _money(a: Decimal | None, b: Decimal | None) -> bool | None:
    """Equal to within the cents that some prints round away; zero and unknown say nothing."""
    return None if not a or not b else abs(a - b) < _CENTS


def _score(
    name: str,
    digits: int,
    telling: bool,
    opened: Opened,
    limit: bool | None,
    high: bool | None,
    kind: bool | None,
) -> float:
    score = {"same": 10.0, "like": 5.0, "other": 0.0}[name]
    score += (20 + 2 * min(digits, 16) if telling else 4 * min(digits, 5)) if digits else 0
    score += {"equal": 30.0, "month": 20.0, "near": 8.0, "differs": -25.0, "unknown": 0.0}[opened]
    score += {True: 12.0, False: -6.0, None: 0.0}[limit] + {True: 15.0, False: -3.0, None: 0.0}[high]
    return score + {True: 6.0, False: -12.0, None: 0.0}[kind]


def _minor(a: Account, b: Account) -> float:
    """What two prints of one account usually share and two accounts of one day need not."""
    score = 0.0
    for name, weight in (("responsibility", 4), ("condition", 2), ("status", 2)):
        mine, theirs = getattr(a, name), getattr(b, name)
        if mine is not None and theirs is not None:
            score += weight if mine == theirs else -weight
    for name, weight in (("closed", 8), ("first_delinquency", 6), ("last_payment", 4), ("terms", 2)):
        mine, theirs = getattr(a, name), getattr(b, name)
        score += weight if mine is not None and mine == theirs else 0
    for name, weight in (("balance", 5), ("monthly_payment", 4), ("charge_off_amount", 8)):
        score += weight if _money(getattr(a, name), getattr(b, name)) else 0
    if a.original_creditor and b.original_creditor:
        score += 10 if likeness(a.original_creditor, b.original_creditor) != "other" else -20
    return score + _history(a, b)


def _history(a: Account, b: Account) -> float:
    """Months that both grids print as late or worse, and alike."""
    mine = {cell.month: cell.status for cell in a.payment_history if cell.status not in (None, "OK", "ND")}
    if not mine:
        return 0.0
    both = [mine[c.month] == c.status for c in b.payment_history if c.month in mine]
    return min(8.0, 2.0 * sum(both))


def _why(
    name: str, digits: int, opened: Opened, limit: bool | None, high: bool | None, kind: bool, liable: bool
) -> tuple[str, ...]:
    said = [
        {"same": "one furnisher", "like": "furnisher names that fit", "other": "different furnisher names"}[
            name
        ]
    ]
    if digits:
        said.append(
            f"{digits} visible digits of the number agree" if digits > 1 else "1 visible digit agrees"
        )
    said += {
        "equal": ["opened on one day"],
        "month": ["opened in one month"],
        "near": ["opened within 31 days"],
        "differs": ["opening dates differ"],
        "unknown": [],
    }[opened]
    said += ["equal credit limit"] * (limit is True) + ["equal high credit"] * (high is True)
    return tuple(said + ["one kind of account"] * kind + ["one responsibility"] * liable)

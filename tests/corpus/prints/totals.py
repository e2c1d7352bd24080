"""What reports say of all accounts together: sums that a reader may hold single amounts against.

A vendor sums what a bureau reports, whatever its status; Equifax sums by portfolio what is open, without collections.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tests.corpus.files import Known
from tests.corpus.prints.paper import whole
from tests.corpus.sheets import Table

TYPES = (
    ("Revolving", ("revolving", "line_of_credit")),
    ("Mortgage", ("mortgage",)),
    ("Installment", ("installment",)),
    ("Other", ("open",)),
)
HEADER = (
    "Account Type",
    "Open",
    "With Balance",
    "Total Balance",
    "Available",
    "Credit Limit",
    "Debt-to-Credit",
    "Payment",
)


def summed(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((a for a in amounts if a is not None), Decimal("0.00"))


def by_type(accounts: Sequence[Known]) -> Table:
    """Equifax's table: a row for each type of account, `N/A` where there is none, and one for all."""
    held = [k for k in accounts if k.account.condition != "closed" and k.kind != "collection"]
    rows = [_row(name, [k for k in held if k.account.portfolio in kinds]) for name, kinds in TYPES]
    return Table(HEADER, (*rows, _row("Total", held)), (2, 1, 1, 2, 2, 2, 2, 2))


def _row(name: str, accounts: Sequence[Known]) -> tuple[str, ...]:
    if not accounts:
        return (name, *("N/A" for _ in HEADER[1:]))
    of = [k.account for k in accounts]
    owed, limit = summed(a.balance for a in of), summed(a.credit_limit for a in of)
    share = f"{round(100 * owed / limit)}%" if limit else "N/A"
    return (
        name, str(len(of)), str(sum(bool(a.balance) for a in of)), whole(owed), whole(max(limit - owed, Decimal(0))),
        whole(limit), share, whole(summed(a.monthly_payment for a in of)),
    )  # fmt: skip

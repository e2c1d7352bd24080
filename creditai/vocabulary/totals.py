"""What summaries sum and count: wording -> the account's field, and of which accounts.

`accounts` alone counts them all; `condition open` counts those that are open. The heads of a table with a row for
each type of account are here too: `type` is the column that says which.
"""

from __future__ import annotations

from creditai.report import Portfolio
from creditai.vocabulary.kinds import portfolio_of
from creditai.vocabulary.wordings import Wordings, listed

_TOTALS = {
    "accounts": "Total Accounts|Accounts|Number of Accounts|Total Number of Accounts|All Accounts|Trade Lines|Tradelines|"
    "Number of Tradelines|Accounts on File",
    "condition open": "Open Accounts|Number of Open Accounts|Total Open Accounts|Accounts Open|Open",
    "condition closed": "Closed Accounts|Number of Closed Accounts|Total Closed Accounts|Accounts Closed|Closed",
    "balance": "Balances|Balance|Total Balances|Total Balance|Sum of Balances|Balance Total|Total Owed|Total Balance Owed|"
    "Balances Owed|Total Outstanding Balance|Outstanding Balance|Outstanding Balances|Total Debt",
    "monthly_payment": "Payments|Payment|Total Payments|Total Payment|Monthly Payments|Monthly Payment|"
    "Total Monthly Payments|Total Monthly Payment|Scheduled Payments|Total Scheduled Payments",
    "credit_limit": "Credit Limits|Credit Limit|Total Credit Limit|Total Credit Limits|Total Limit|Total Limits|Limits",
    "past_due": "Past Due|Total Past Due|Amount Past Due|Past Due Amount|Past Due Amounts|Total Amount Past Due|"
    "Total Past Due Amount",
    "high_credit": "High Credit|Total High Credit|High Credits|High Balance|Total High Balance",
}  # fmt: skip
_HEADS = {
    "type": "Account Type|Type|Type of Account|Accounts by Type",
    "": "With Balance|Available|Debt-to-Credit",
}
_ALL = frozenset({"total", "totals", "all", "all accounts", "total accounts", "grand total"})


TOTALS = Wordings(listed(_TOTALS))
HEADS = Wordings([*listed(_TOTALS), *listed(_HEADS)])


def row_of(text: str) -> tuple[bool, Portfolio | None]:
    """A row of such a table: does it sum anything that we know, and of which portfolio (None: of all)."""
    bare = text.casefold().strip(" :")
    if bare in _ALL:
        return True, None
    portfolio = "open" if bare in ("other", "other accounts") else portfolio_of(bare)
    return portfolio is not None, portfolio

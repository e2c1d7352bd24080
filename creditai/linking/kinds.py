"""What kind of account a line is, for telling accounts of one furnisher apart.

Not every bureau prints the portfolio, and each words the type in its own way, so kinds are compared
by family: the portfolio where both print it, else the telling word of the printed type.
"""

from __future__ import annotations

from functools import lru_cache

from creditai.report import Account

_FAMILIES = (
    ("collection", ("COLLECTION", "DEBT BUYER", "FACTORING")),
    ("support", ("CHILD SUPPORT", "FAMILY SUPPORT")),
    ("education", ("EDUCATION", "STUDENT")),
    ("equity", ("HOME EQUITY", "HELOC")),
    ("mortgage", ("MORTGAGE", "REAL ESTATE", "FHA", "VA LOAN", "VETERANS")),
    ("lease", ("LEASE",)),
    ("auto", ("AUTO", "VEHICLE")),
    ("card", ("CREDIT CARD", "CHARGE CARD", "CHARGE ACCOUNT", "BANK CARD", "BANKCARD", "REVOLVING", "CARD")),
    ("credit line", ("LINE OF CREDIT", "CREDIT LINE")),
    ("utility", ("UTILITY", "TELECOM", "CELLULAR", "RENTAL AGREEMENT")),
    ("loan", ("UNSECURED", "SECURED", "PERSONAL", "NOTE LOAN", "INSTALLMENT", "CONSOLIDATION")),
)
_PORTFOLIO = {
    "revolving": frozenset({"card", "credit line", "equity"}),
    "line_of_credit": frozenset({"credit line", "equity", "card"}),
    "installment": frozenset({"auto", "education", "loan", "lease", "equity", "mortgage"}),
    "mortgage": frozenset({"mortgage", "equity"}),
    "collection": frozenset({"collection"}),
}
_ONE = (frozenset({"revolving", "line_of_credit"}), frozenset({"open", "collection"}))


def kind_agreement(a: Account, b: Account) -> bool | None:
    """None: the paper does not say enough."""
    mine, theirs = family(a.account_type), family(b.account_type)
    words = _families_agree(mine, theirs)
    if a.portfolio and b.portfolio:
        if a.portfolio != b.portfolio:
            return None if {a.portfolio, b.portfolio} in _ONE else False
        return words is not False or a.portfolio == "collection"
    if words is not None:
        return words
    portfolio, word = (a.portfolio, theirs) if a.portfolio else (b.portfolio, mine)
    if portfolio and word and portfolio in _PORTFOLIO:
        return word in _PORTFOLIO[portfolio]
    return None


def _families_agree(mine: str | None, theirs: str | None) -> bool | None:
    """ "Installment" may be any loan, so it says nothing against "Auto"."""
    if mine is None or theirs is None:
        return None
    if mine == theirs:
        return True
    return None if "loan" in (mine, theirs) and {mine, theirs} <= _PORTFOLIO["installment"] else False


@lru_cache(maxsize=4096)
def family(account_type: str | None) -> str | None:
    if account_type is None:
        return None
    words = account_type.upper()
    return next((name for name, telling in _FAMILIES if any(word in words for word in telling)), None)

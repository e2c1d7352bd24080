"""A collection of a fine or ticket."""

import re
from collections.abc import Iterator

from creditai import tradeline
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule

_FINES = re.compile(
    r"\b(?:(?:municipal|county|city|traffic|district|superior|circuit|justice|magistrate|state|town|village)s? court\w*|court of|clerk of (?:the )?court\w*|courts?$|"
    r"court (?:costs?|fines?|fees?)|parking|traffic|red light|photo enforcement|speed (?:camera|enforcement)|library|citations?|"
    r"tickets? (?:bureau|office)|violations? bureau|fines?)\b",
    re.IGNORECASE,
)
_CONTRACTS = re.compile(
    r"\b(?:water|sewer|utilit\w+|electric\w*|gas|power|apartments?|apts?|homes|properties|realty|university|college|school|tuition|"
    r"hospital|medical|health\w*|clinic|storage|garage lease)\b",
    re.IGNORECASE,
)


class CollectionNotFromContract(Rule):
    """The original creditor's name is that of a court, a parking or traffic office or a library. The
    bureaus announced that they leave out debts that come from no contract, such as fines.

    For a lawyer:
    Practice since the bureaus' settlement with the states, not law. Read from the original creditor's
    name by a table of words; utilities, tuition, leases and care are contracts. A private garage may have
    a contract too: the consumer is asked what the debt was.
    """

    title = "Collection of a fine or fee that comes from no contract"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (Basis(policy="no-debts-without-contract", why="Fines and tickets come from no contract."),)
    needs = (
        Need("what-it-was", "What was this debt: a fine, ticket or fee, or something you had agreed to?"),
    )
    examples = (
        Example.account("hit", "City Parking", portfolio="collection", original_creditor="City Parking"),
        Example.account("hit", portfolio="collection", original_creditor="Exampleton Municipal Court"),
        Example.account("miss", portfolio="collection", original_creditor="First Sample Bank"),
        Example.account("miss", portfolio="collection", original_creditor="Court Street Dental"),
        Example.account("trap", portfolio="collection", original_creditor="City Water"),
        Example.account("trap", portfolio="collection", original_creditor="Library Park Apartments"),
        Example.account("trap", furnisher="City Parking", portfolio="open", status="current"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            creditor = entry.item.original_creditor
            if not tradeline.is_collection(entry.item) or creditor is None:
                continue
            if _FINES.search(creditor) and not _CONTRACTS.search(creditor):
                yield Hit.of(
                    entry,
                    ("original_creditor", "portfolio", "balance"),
                    "The bureaus announced that debts from no contract, such as fines, are left out.",
                )

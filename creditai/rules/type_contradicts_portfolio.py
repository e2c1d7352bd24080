"""The account type belongs to another kind of credit than the one printed."""

import re
from collections.abc import Iterator

from creditai.case import Case
from creditai.report import Portfolio
from creditai.rules import Basis, Example, Hit, Rule

_FITS: tuple[tuple[re.Pattern[str], frozenset[Portfolio]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), frozenset(portfolios))  # type: ignore[arg-type]
    for words, portfolios in (
        (
            r"home equity|heloc|line of credit|credit line|combined|charge card|flexible|lease|note loan|collection|debt buyer|factoring|medical|utility|telecom|check",
            (),
        ),
        (r"\bcredit card\b|\bsecured card\b|\bcharge account\b", ("revolving", "open")),
        (r"\b(?:auto|automobile|vehicle) loan\b|\binstall?ment (?:loan|sales)\b", ("installment",)),
        (
            r"\b(?:conventional|fha|va|real estate|residential|first|purchase money)\b.*\bmortgage\b|^mortgage$",
            ("mortgage", "installment"),
        ),
        (r"\b(?:student|education(?:al)?)\b.*\bloan\b|^education(?:al)?$", ("installment", "open")),
    )
)
"""The first row that matches decides; an empty row fits every portfolio."""


class TypeContradictsPortfolio(Rule):
    """The report calls the account by a type that does not exist in the kind of credit it prints: a credit
    card is no instalment loan, a car loan no credit card.

    For a lawyer:
    Only pairs that are impossible in the reporting format, by a short table of plain types. Narrowed:
    home equity, credit lines, charge cards, combined plans, leases, collections and utilities exist in
    several portfolios, or vendors fold them, and are left alone; so are types that the table does not
    know, and words that name both kinds.
    """

    title = "Account type and kind of credit contradict each other"
    scope = "one"
    severity = "low"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="The kind of credit is one of the account's terms."),
    )
    examples = (
        Example.account("hit", "Credit card", account_type="Credit card", portfolio="installment"),
        Example.account("hit", account_type="Auto Loan", portfolio="line_of_credit"),
        Example.account("miss", account_type="Credit card", portfolio="revolving"),
        Example.account("miss", account_type="Conventional real estate mortgage", portfolio="mortgage"),
        Example.account("miss", account_type="Unsecured", portfolio="revolving"),
        Example.account("trap", account_type="Charge card", portfolio="open"),
        Example.account("trap", account_type="Home equity loan", portfolio="revolving"),
        Example.account("trap", account_type="Combined credit plan", portfolio="installment"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if account.portfolio in (None, "collection") or account.account_type is None:
                continue
            rows = [fits for words, fits in _FITS if words.search(account.account_type)]
            if rows and rows[0] and not any(account.portfolio in fits for fits in rows):
                yield Hit.of(
                    entry,
                    ("account_type", "portfolio"),
                    "That type of account is not of that kind of credit: the two cannot both hold.",
                )

"""An open revolving line whose limit is left empty."""

import re
from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.rules import Basis, Example, Hit, Rule

_NO_LIMIT_TYPE = re.compile(r"charge card|flexible spending|no preset|debit", re.IGNORECASE)


class LimitMissingRevolving(Rule):
    """This is an open card or credit line. The report has a place for its credit limit, and that place is
    empty or zero, so that what is used of it cannot be told.

    For a lawyer:
    12 CFR 1022.41(d) and Appendix E: integrity includes the credit limit where one applies and is known.
    Reads a printed blank or a printed zero, never a label that is not there. Silent on charge cards and
    lines with no preset limit, and on lines that are closed, suspended, in repayment, lost or stolen; a
    high balance may serve in place of the limit by agreement, so the ask is a correction only if there is
    a limit.
    """

    title = "Credit limit left empty"
    scope = "one"
    severity = "low"
    asks = "correct"
    basis = (
        Basis(law="12 CFR 1022.41(d)", why="Integrity includes the credit limit where it applies."),
        Basis(law="12 CFR 1022 App. E", why="The guidelines name the credit limit."),
        Basis(law="15 USC 1681e(b)", why="The place for the limit is empty."),
    )
    blanks = ("credit_limit",)
    examples = (
        Example.account(
            "hit", portfolio="revolving", account_type="Credit card", condition="open", blank=["credit_limit"]
        ),
        Example.account("hit", "$0.00", portfolio="line_of_credit", condition="open", credit_limit="0.00"),
        Example.account(
            "miss", portfolio="open", account_type="Charge card", condition="open", blank=["credit_limit"]
        ),
        Example.account("miss", portfolio="revolving", condition="open"),
        Example.account("miss", portfolio="revolving", condition="closed", blank=["credit_limit"]),
        Example.account(
            "trap",
            portfolio="revolving",
            condition="open",
            blank=["credit_limit"],
            remarks=["No preset spending limit"],
        ),
        Example.account(
            "trap",
            portfolio="revolving",
            account_type="Flexible spending credit card",
            condition="open",
            blank=["credit_limit"],
        ),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if (
                tradeline.kind_of(account) not in ("revolving", "line_of_credit")
                or account.condition != "open"
            ):
                continue
            if _has_none(entry):
                continue
            if account.credit_limit == 0:
                yield Hit.of(
                    entry,
                    (*tradeline.kind_fields(account), "condition", "credit_limit"),
                    "An open revolving line has a limit above zero, if it has one.",
                )
            elif account.credit_limit is None and entry.blank("credit_limit"):
                yield Hit.of(
                    entry,
                    (*tradeline.kind_fields(account), "condition"),
                    "The place for the credit limit is printed and nothing stands in it.",
                )


def _has_none(entry: AccountEntry) -> bool:
    said = phrases.said(entry, phrases.NO_PRESET_LIMIT) or phrases.said(entry, phrases.LINE_NOT_OPEN)
    return bool(said or _NO_LIMIT_TYPE.search(entry.item.account_type or ""))

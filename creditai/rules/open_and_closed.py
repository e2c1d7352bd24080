"""An account that is printed as open, with a date closed."""

import re
from collections.abc import Iterator

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import certainly_after

_DRAWN_LINES = re.compile(r"\b(?:home equity|heloc|line of credit|credit line)\b", re.IGNORECASE)


class OpenAndClosed(Rule):
    """The same entry says that the account is open, and prints the day on which it was closed. It is one or
    the other.

    For a lawyer:
    Reads what the entry itself says of its condition, never the heading it stands under. Silent on home
    equity and other credit lines, where only the drawing may have been closed, and where words say so. A
    date closed later than the report is `future-date`.
    """

    title = "Open, yet with a date closed"
    scope = "one"
    severity = "medium"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry and cannot both hold."),
        Basis(law="15 USC 1681e(b)", why="An account is open or closed."),
    )
    examples = (
        Example.account("hit", "2024-02", condition="open", closed="2024-02"),
        Example.account("miss", condition="closed", closed="2024-02"),
        Example.account("miss", condition="open", closed="2026-02"),
        Example.account("miss", section="Open accounts", closed="2024-02"),
        Example.account(
            "trap", condition="open", closed="2024-02", account_type="Home equity line of credit"
        ),
        Example.account("trap", condition="open", closed="2024-02", portfolio="line_of_credit"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if account.condition != "open" or _only_drawing_closed(entry):
                continue
            if certainly_after(entry.report_date, account.closed):
                yield Hit.of(
                    entry,
                    ("condition", "closed"),
                    "An account that was closed is not open: the two cannot both hold.",
                )


def _only_drawing_closed(entry: AccountEntry) -> bool:
    line = tradeline.kind_of(entry.item) == "line_of_credit" or _DRAWN_LINES.search(
        entry.item.account_type or ""
    )
    return bool(line or phrases.said(entry, phrases.DRAW_CLOSED))

"""Words that a narrow cell broke inside: `Installmen` over `t Account`.

A break inside a word looks like any other. It is one where the end of a line and the start of the next make
a word that reports print, and they are not both such words themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents import Word

_WORDS = frozenset(
    [
        "account",
        "accounts",
        "adverse",
        "agency",
        "agreed",
        "amount",
        "attorney",
        "authorized",
        "automobile",
        "balance",
        "bankruptcy",
        "cable",
        "cellular",
        "chapter",
        "charge",
        "charged",
        "closed",
        "collection",
        "collections",
        "company",
        "completed",
        "consolidated",
        "consumer",
        "consumers",
        "conventional",
        "credit",
        "current",
        "customer",
        "days",
        "delinquency",
        "dismissed",
        "discharged",
        "dispute",
        "disputed",
        "education",
        "estate",
        "estimated",
        "foreclosure",
        "from",
        "grantor",
        "high",
        "included",
        "individual",
        "information",
        "installment",
        "investigation",
        "item",
        "joint",
        "lease",
        "limit",
        "loan",
        "maximum",
        "meets",
        "monthly",
        "month",
        "months",
        "mortgage",
        "opened",
        "original",
        "paid",
        "participant",
        "past",
        "payment",
        "paying",
        "personal",
        "placed",
        "plan",
        "previous",
        "public",
        "purchased",
        "real",
        "removed",
        "repossession",
        "reported",
        "reporting",
        "request",
        "requirements",
        "resolved",
        "revolving",
        "scheduled",
        "secured",
        "settled",
        "student",
        "surrender",
        "terminated",
        "terms",
        "that",
        "this",
        "transferred",
        "under",
        "unpaid",
        "unsecured",
        "user",
        "utility",
        "vehicle",
        "voluntary",
        "water",
        "will",
        "wireless",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_END = re.compile(r"[A-Za-z]+$")
_START = re.compile(r"^[A-Za-z]+")


def is_one_word(first: str, second: str) -> bool:
    """Do these parts, the last of a line and the first of the next, make one known word?"""
    end, start = _END.search(first), _START.search(second)
    if end is None or start is None:
        return False
    a, b = end[0].casefold(), start[0].casefold()
    return a + b in _WORDS and not (a in _WORDS and b in _WORDS)


def printed(words: Sequence[Word]) -> str:
    """The words as printed, on one line; a word that its cell broke inside is one word again."""
    if len(words) == 1:
        return words[0].text
    if not words or words[-1].y0 - words[0].y0 < 0.5 * (words[0].y1 - words[0].y0):
        return " ".join([word.text for word in words])
    text, before = words[0].text, words[0]
    for word in words[1:]:
        below = word.page == before.page and word.y0 - before.y0 > 0.5 * (word.y1 - word.y0)
        whole = below and (before.text.endswith("/") or is_one_word(before.text, word.text))
        text += word.text if whole else f" {word.text}"
        before = word
    return text

"""What an answer to a rule's question means, and how the letter says it.

A rule asks so that a plain yes supports its finding; a plain no drops it, because nobody disputes what
they say is right. Questions that begin with who, which or when are answered in words; "If you know it"
may stay open. `SAYS` has sentences of the consumer's for a yes; a question without one is printed
together with its answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from creditai.disputes.letter import Wording

SAYS: Mapping[str, Wording] = {
    "no-new-charges": Wording("I agreed to no interest, fees or costs after the charge-off."),
    "no-arrangement": Wording("I have no payment arrangement for this account."),
    "same-debt": Wording("The two entries are about one and the same debt."),
    "one-debt": Wording("The entries are about one and the same debt."),
    "nothing-owed": Wording("Nothing was owed on this account any more in those months."),
    "voluntary-case": Wording("I filed this bankruptcy case myself."),
    "never-brought-current": Wording(
        "The account stayed behind all that time and was not brought up to date in between."
    ),
    "sale-of-this-debt": Wording("This debt itself was sold or transferred to another company."),
    "held-by-department": Wording("This loan was held by the Department of Education in those months."),
}
"""Need id -> what a yes to it says in the letter."""

_YES_NO = re.compile(
    r"(?:and )?(?:is|are|am|was|were|do|does|did|have|has|had|will|would|can|could)\b", re.IGNORECASE
)
_OPTIONAL = re.compile(r"if you (?:know|can|remember)", re.IGNORECASE)


def asks_yes_or_no(question: str) -> bool:
    return _YES_NO.match(question.strip()) is not None


def optional(question: str) -> bool:
    """Whether the question may stay unanswered."""
    return _OPTIONAL.match(question.strip()) is not None


def contradicts(question: str, answer: str) -> bool:
    """Whether the answer speaks against the finding."""
    return asks_yes_or_no(question) and plain(answer) == "no"


def plain(answer: str) -> str:
    """`yes` or `no` where the answer is just that, else the answer."""
    word = answer.strip().lower().rstrip(".!")
    return {"y": "yes", "true": "yes", "n": "no", "false": "no"}.get(word, word)

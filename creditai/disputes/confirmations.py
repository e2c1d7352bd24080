"""What an answer to a rule's question means, and how the letter says it.

A rule asks so that a plain yes supports its finding (`CONTRARY` names those where a no does); the other
answer drops it, because nobody disputes what they say is right. Questions that begin with who, which or when are answered in words, and a
yes, a no or "I do not know" is no answer to them (`amiss`): the letter would print it. "If you know it" may stay open. `SAYS` has sentences of the consumer's for a yes; a question without one is printed
together with its answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from creditai.disputes.letter import Wording
from creditai.rules import Need

SAYS: Mapping[str, Wording] = {
    "alive": Wording("This report is about me, and I am the one who writes this letter."),
    "disputed-before": Wording("I had disputed this entry, or was told of its return, before it came back."),
    "each-item": Wording("I have looked at each of these items, and none of them belongs to me."),
    "filed": Wording("I have never filed for bankruptcy."),
    "held-by-department": Wording("This loan was held by the Department of Education in those months."),
    "listed": Wording("This debt was listed in my bankruptcy, and I did not reaffirm it afterwards."),
    "never-brought-current": Wording(
        "The account stayed behind all that time and was not brought up to date in between."
    ),
    "never-signed": Wording("I never signed to pay this account."),
    "never-my-phone": Wording("This telephone number was never mine."),
    "never-there": Wording("I have never lived, worked or had mail sent there."),
    "never-used": Wording("I have never used this name."),
    "never-worked": Wording("I never worked for this employer."),
    "no-arrangement": Wording("I have no payment arrangement for this account."),
    "no-new-charges": Wording("I agreed to no interest, fees or costs after the charge-off."),
    "not-authorized": Wording("I did not authorize this inquiry."),
    "not-liable": Wording("I was only allowed to use this account; I did not sign to pay it."),
    "not-mine": Wording("This account is not mine."),
    "not-reaffirmed": Wording("This debt was part of my bankruptcy, and I did not reaffirm it."),
    "no-notice": Wording("I have had no letter from you that said it would come back."),
    "no-payment": Wording("I made no payment on this account between the two dates."),
    "still-disputed": Wording("I still dispute this account and have had no result yet."),
    "nothing-owed": Wording("Nothing was owed on this account any more in those months."),
    "one-application": Wording("I applied to this company only once on that day."),
    "one-debt": Wording("The entries are about one and the same debt."),
    "only-one": Wording("I had only one such account with this company."),
    "paid-in-full": Wording("This bill was paid in full."),
    "paid-on-time": Wording("My payment arrived in time for each month that is printed as late."),
    "sale-of-this-debt": Wording("This debt itself was sold or transferred to another company."),
    "same-debt": Wording("The two entries are about one and the same debt."),
    "voluntary-case": Wording("I filed this bankruptcy case myself."),
    "who-opened": Wording("I did not open this account."),
}
"""Need id -> what the answer that supports the finding says in the letter."""

TELLS: Mapping[str, Wording] = {
    "own-date": Wording("My date of birth is {answer}."),
    "own-last-four": Wording("The last four digits of my Social Security number are {answer}."),
}
"""Need id -> how the letter says an answer in words without the question."""

CONTRARY = frozenset({"filed", "who-opened"})
"""Needs whose no supports the finding, and whose yes speaks against it."""

_YES_NO = re.compile(
    r"(?:and )?(?:is|are|am|was|were|do|does|did|have|has|had|will|would|can|could)\b", re.IGNORECASE
)
_EITHER = re.compile(r"[,:] or (?:the|were|was|did|is|are|do|something)\b|: you, or\b", re.IGNORECASE)
_EITHER_WAY = frozenset({"disputed-before"})
"""Needs that name two things, either of which is a yes."""
_UNKNOWING = re.compile(
    r"(?:i )?(?:do not|don['’]?t|can(?:no|['’]?)t) (?:know|remember|say)|(?:i am |i['’]m )?(?:not sure|unsure)|unknown|no idea|"
    r"n/?a|maybe|perhaps"
)
_OPTIONAL = re.compile(r"if you (?:know|can|remember)", re.IGNORECASE)


def asks_yes_or_no(need: Need) -> bool:
    question = need.question.strip()
    return _YES_NO.match(question) is not None and (need.id in _EITHER_WAY or not _EITHER.search(question))


def optional(need: Need) -> bool:
    """Whether the question may stay unanswered."""
    return _OPTIONAL.match(need.question.strip()) is not None


def supports(need: Need, answer: str) -> bool:
    """Whether a plain yes or no is the one with which the finding stands."""
    return asks_yes_or_no(need) and plain(answer) == ("no" if need.id in CONTRARY else "yes")


def contradicts(need: Need, answer: str) -> bool:
    """Whether the answer speaks against the finding."""
    return asks_yes_or_no(need) and plain(answer) == ("yes" if need.id in CONTRARY else "no")


def amiss(need: Need, answer: str) -> str | None:
    """What is wrong with the answer to a question that is answered in words; None where it can be printed."""
    word = plain(answer)
    if asks_yes_or_no(need) or not word:
        return None
    if word in ("yes", "no", "yeah", "yep", "nope"):
        return "It is answered in words, not with yes or no."
    if _UNKNOWING.fullmatch(word) or not any(map(str.isalnum, word)):
        return (
            "Leave it empty if you do not know it."
            if optional(need)
            else "If you do not know it, leave the finding out."
        )
    return None


def plain(answer: str) -> str:
    """`yes` or `no` where the answer is just that, else the answer."""
    word = answer.strip().lower().rstrip(".!")
    return {"y": "yes", "true": "yes", "n": "no", "false": "no"}.get(word, word)

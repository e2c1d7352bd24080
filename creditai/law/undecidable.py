"""What paper cannot decide: one row each, with the words that would claim it all the same.

No statement of a finding and no letter may claim these; a letter may say one only when the consumer
said it. `claims` finds them. Words inside “ ” are the paper's own and are not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undecidable:
    """`patterns`: regular expressions, any letter case, of wordings that assert it."""

    number: int
    question: str
    patterns: tuple[str, ...]


UNDECIDABLE: tuple[Undecidable, ...] = (
    Undecidable(1, "Whether a payment was made, or was on time.", (
        r"\b(?:was|were|been|have) (?:always )?paid on time\b", r"\bnever (?:been late|missed|paid late)\b",
        r"\bpayments? (?:was|were) (?:made|missed|on time|late)\b", r"\b(?:you|i) paid\b",
    )),
    Undecidable(2, "Whether the consumer opened an account, or it is fraud.", (
        r"\bnot (?:mine|yours|theirs|my account|your account)\b", r"\b(?:identity theft|stolen identity|impost[eo]r)\b",
        r"\bfraud\w*\b", r"\b(?:never|did not|didn't) open(?:ed)?\b", r"\bbelongs? to (?:another|someone else|a stranger)\b",
    )),
    Undecidable(3, "Who must pay after a divorce.", (
        r"\bdivorce\b", r"\bdecree\b", r"\bex-?(?:husband|wife|spouse)\b", r"\bformer spouse\b",
    )),
    Undecidable(4, "Whether an inquiry had a permissible purpose.", (
        r"\b(?:no|without(?: a)?|lack(?:s|ed)?(?: a)?) permissible purpose\b", r"\bunauthori[sz]ed\b",
        r"\b(?:never|not) authori[sz]ed?\b(?! user)",
    )),
    Undecidable(5, "Whether a collector owns a debt, or has papers.", (
        r"\b(?:does not|doesn't|do not) own\b", r"\b(?:no|lacks?|without) (?:proof|papers|documents|documentation|evidence of ownership)\b",
        r"\bno (?:legal )?right to collect\b",
    )),
    Undecidable(6, "Whether a debt is past a state's limitation period.", (
        r"\btime[- ]barred\b", r"\bstatute of limitations?\b", r"\blimitations? period\b", r"\b(?:un)?collectible\b", r"\bunenforceable\b",
    )),
    Undecidable(7, "Whether interest and fees after a charge-off were agreed.", (
        r"\b(?:not|never) agreed\b", r"\b(?:improper|excessive|unagreed) (?:interest|fees?|charges?)\b",
    )),
    Undecidable(8, "Whether an address, employer or phone was ever theirs.", (
        r"\bnever (?:lived|resided|worked)\b", r"\bnever (?:your|my|their) (?:address|employer|phone)\b", r"\bwrong address\b",
    )),
    Undecidable(9, "Whether the consumer, not the lender, closed an account.", (
        r"\b(?:you|i) closed\b", r"\bwas (?:really|actually|in fact) closed by\b",
    )),
    Undecidable(10, "Whether a debt was listed, reaffirmed or excepted in a bankruptcy.", (
        r"\b(?:was|were|is) (?:listed|scheduled|included) in (?:the|your|my) bankruptcy\b",
        r"\b(?:was|were) (?:not|never) reaffirmed\b", r"\bwas discharged by\b", r"\bmust have been discharged\b",
    )),
    Undecidable(11, "What a settlement said or promised.", (
        r"\bpay[- ]for[- ]delet\w*\b", r"\b(?:promised|agreed) to (?:delete|remove)\b", r"\bagreed to accept\b",
    )),
    Undecidable(12, "Whether insurance should have paid.", (
        r"\binsur(?:ance|er) should\b", r"\bshould have been (?:paid|covered) by\b", r"\binsurer'?s? (?:fault|duty)\b",
    )),
    Undecidable(13, "Whether a disaster, forbearance or hardship plan covered a month.", (
        r"\b(?:was|were) covered by (?:an?|the) (?:forbearance|deferment|accommodation|disaster|hardship|plan|pause)\b",
        r"\b(?:was|were) in forbearance\b",
    )),
    Undecidable(14, "Whether the consumer is a veteran, a servicemember, or a victim of trafficking or coerced debt.", (
        r"\b(?:as|are|is|am) an? (?:veteran|servicemember|victim)\b", r"\bcoerced debt\b", r"\bvictims? of\b",
    )),
    Undecidable(15, "Whether a furnisher or bureau investigated well.", (
        r"\b(?:failed|neglected|refused) to (?:\w+ )?(?:investigate|verify|review)\b", r"\bdid not (?:\w+ )?investigate\b",
        r"\b(?:sham|inadequate|cursory|superficial) (?:re)?investigation\b", r"\brubber[- ]stamp\w*\b",
    )),
    Undecidable(16, "Why two bureaus differ, or which is right.", (
        r"\b(?:experian|equifax|transunion) (?:is|must be|has it) (?:right|wrong|correct|incorrect|mistaken)\b",
        r"\bthe (?:correct|true|right|real) (?:value|date|balance|amount|status|limit) is\b", r"\bis (?:plainly|clearly|obviously)\b",
    )),
    Undecidable(17, "Whether a bureau got a letter, without proof.", (
        r"\b(?:you|bureau|experian|equifax|transunion) (?:must have|surely) received\b", r"\byou ignored\b",
    )),
    Undecidable(18, "Anyone's intent, and whether a law was broken.", (
        r"\bwill?ful\w*\b", r"\billegal\w*\b", r"\bunlawful\w*\b", r"\bviolat\w+\b", r"\bdeliberate\w*\b", r"\bintentional\w*\b",
        r"\bknowing(?:ly)?\b", r"\bmalicious\w*\b", r"\bnegligen\w*\b", r"\bbad faith\b", r"\bdecept\w*\b", r"\bdeceiv\w*\b",
        r"\b(?:lied|lying|a lie|liars?)\b", r"\bcriminal\w*\b", r"\bscam\w*\b", r"\bscheme\b", r"\bin breach\b",
    )),
    Undecidable(19, "What it does to a score, a rate or an approval.", (
        r"\bscores?\b", r"\bcredit rating\b", r"\bcreditworthiness\b", r"\b(?:hurt|harm|damag|ruin|improv|boost|rais)(?:s|es|ed|e|ing)?\b(?: \w+)? (?:your|my|the|their) credit\b",
        r"\bpoints\b", r"\binterest rates?\b", r"\b(?:approv|den)(?:al|ed|ial)\b",
    )),
)  # fmt: skip

_QUOTED = re.compile(r"“[^”]*”")
_COMPILED = tuple((row, re.compile("|".join(row.patterns), re.IGNORECASE)) for row in UNDECIDABLE)


@dataclass(frozen=True, slots=True)
class Claim:
    row: Undecidable
    words: str


def claims(text: str, *, printed: Iterable[str] = ()) -> tuple[Claim, ...]:
    """What `text` claims that paper cannot decide. `printed`: names that stand in it without quotation
    marks (a furnisher may be called Fraud Recovery LLC)."""
    ours = _QUOTED.sub(" ", text)
    for name in sorted(filter(None, printed), key=len, reverse=True):
        ours = ours.replace(name, " ")
    return tuple(Claim(row, found.group()) for row, pattern in _COMPILED for found in pattern.finditer(ours))

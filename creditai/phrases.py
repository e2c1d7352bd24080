"""Words of a status or a remark that say something about an account: dated tables of wordings.

Each table names one meaning. A wording counts only if none of the table's `unless` words stands in the
same text: "Paid, was a charge-off" does not say that the account is charged off. `\\b`-anchored, any
letter case, on text with single spaces. `checked_on`: when the list was last gone through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from creditai.case import AccountEntry

CHECKED_ON = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the account's words say. `wordings`, `unless`: regular expressions."""

    name: str
    wordings: tuple[str, ...]
    unless: tuple[str, ...] = ()
    checked_on: date = CHECKED_ON


_PAST = (
    r"\bwas (?:a |an )?", r"\bwere\b", r"\bformer(?:ly)?\b", r"\bprevious(?:ly)?\b", r"\bprior\b", r"\bhad been\b", r"\bhistory of\b",
)  # fmt: skip

CHARGED_OFF = Phrases(
    "charged off",
    (r"\bcharged?[- ]?(?:off|to profit)\b", r"\bcharge[- ]?off\b", r"\bprofit and loss\b", r"\bprofit/loss\b", r"\bwritten off\b", r"\bwrite[- ]?off\b", r"\bbad debt\b"),
    (*_PAST, r"\bpaid\b", r"\bsettled\b", r"\brevers(?:ed|al)\b", r"\brehabilitat", r"\breinstat", r"\bredeemed\b", r"\bnot (?:been )?charged", r"\bno charge", r"\brecovered\b", r"\bpays\b"),
)  # fmt: skip
CHARGE_OFF_UNDONE = Phrases(
    "charge-off undone",
    (r"\brevers(?:ed|al)\b", r"\brehabilitat\w*", r"\breinstat\w*", r"\bredeemed\b", r"\brescinded\b", r"\brecovered\b", r"\breaffirm\w*"),
)  # fmt: skip
UNDONE = Phrases(
    "repossession, surrender or foreclosure undone",
    (r"\bredeemed\b", r"\breinstat\w*", r"\brevers(?:ed|al)\b", r"\brehabilitat\w*", r"\brescinded\b", r"\breturned to (?:consumer|borrower)\b", r"\breaffirm\w*", r"\bmodif\w+\b"),
)  # fmt: skip
SOLD_OR_TRANSFERRED = Phrases(
    "sold or transferred to another",
    (
        r"\bsold\b", r"\bpurchased by (?:another|a)\b", r"\bbought by (?:another|a)\b", r"\bacquired by (?:another|a)\b",
        r"\btransferr?ed to (?:another|a new|new|other|a different)\b", r"\btransferr?ed/sold\b", r"\bsold/transferr?ed\b",
        r"\btransfer or sold\b", r"\btransferr?ed or sold\b", r"\btransfer(?:red)?/sold\b", r"\bsold to\b", r"\bclosed due to transfer\b",
    ),
    (
        r"\brecovery\b", r"\binternal\b", r"\bwithin the (?:company|bank)\b", r"\bcollateral\b", r"\bvehicle\b", r"\bproperty (?:was )?sold\b", r"\bauction\w*\b",
        r"\bforeclos\w*\b", r"\bshort sale\b", r"\bprevious(?:ly)?\b", r"\bfrom (?:another|a previous|prior)\b", r"\brepurchase\w*\b", r"\bbought back\b", r"\bnot sold\b",
        r"\bdeficiency\b", r"\bcard (?:was )?(?:lost|stolen)\b", r"\brepossess\w*\b",
    ),
)  # fmt: skip
NEVER_LATE = Phrases(
    "never late",
    (r"\bnever (?:been )?late\b", r"\bnever (?:been )?past due\b", r"\bnever delinquent\b", r"\bno late payments?\b", r"\bno delinquenc(?:y|ies)\b"),
    (r"\bsince\b", r"\blast \d+\b", r"\bpast \d+ (?:months|years)\b", r"\bexcept\b", r"\bprior\b", r"\bbefore\b"),
)  # fmt: skip
PARTIAL_PAYMENT_PLAN = Phrases(
    "a payment arrangement",
    (r"\bpartial[- ]payment\b", r"\bpayment (?:agreement|arrangement|plan)\b", r"\bpaying under\b", r"\bpartial payments?\b", r"\bdebt management\b", r"\bcounsel(?:l)?ing\b", r"\brepayment plan\b", r"\bwage earner\b", r"\bmaking payments\b"),
)  # fmt: skip
CLOSED_BY_CONSUMER = Phrases(
    "closed by the consumer",
    (r"\bclosed (?:by|at|upon|per) (?:the )?(?:consumer|customer|borrower|cardholder|card ?holder|member)\b", r"\bconsumer'?s? request\b", r"\b(?:consumer|customer|borrower) closed\b", r"\bclosed at (?:the )?(?:consumer|customer|borrower)'?s'? request\b"),
)  # fmt: skip
CLOSED_BY_GRANTOR = Phrases(
    "closed by the lender",
    (r"\b(?:closed|cancel(?:l)?ed) (?:by|at|upon|per) (?:the )?(?:credit ?grantor|credit grantor|grantor|creditor|lender|issuer|bank|subscriber|company)\b", r"\b(?:credit ?grantor|creditor|lender|issuer) closed\b", r"\bgrantor'?s? request\b"),
)  # fmt: skip
ACCOMMODATION = Phrases(
    "forbearance, deferment or disaster",
    (r"\bforbearance\b", r"\bdeferr?ed\b", r"\bdeferment\b", r"\bpayments? deferred\b", r"\b(?:natural|declared) (?:or \w+ )?disaster\b", r"\baffected by (?:a )?(?:natural|declared)\b", r"\bdisaster\b"),
    (r"\bended\b", r"\bexpired\b", r"\bprevious(?:ly)?\b", r"\bwas in\b", r"\bno longer\b", r"\bprior\b"),
)  # fmt: skip
HIGH_CREDIT_IS_OTHER = Phrases(
    "the high credit is another amount",
    (r"\bhigh (?:credit|balance)\b.*\b(?:limit|charge[- ]?off|original)\b", r"\bcredit limit\b.*\bhigh (?:credit|balance)\b"),
)  # fmt: skip
NO_PRESET_LIMIT = Phrases(
    "no preset limit",
    (r"\bno pre-?set\b", r"\bflexible (?:spending )?(?:credit )?(?:card|limit)\b", r"\bno (?:spending|credit) limit\b", r"\bcharge card\b", r"\bno established limit\b", r"\bunlimited\b", r"\bsecured\b.*\bhome equity\b"),
)  # fmt: skip
LINE_NOT_OPEN = Phrases(
    "a line that is suspended, in repayment, or inactive",
    (r"\bsuspend\w*\b", r"\brepayment phase\b", r"\binactiv\w*\b", r"\blost\b", r"\bstolen\b", r"\bclosed\b", r"\bcancel(?:l)?ed\b", r"\btransferr?ed\b"),
)  # fmt: skip
DRAW_CLOSED = Phrases(
    "only the drawing on a line is closed",
    (r"\bdraw\w*\b", r"\brepayment phase\b", r"\bcredit line (?:closed|suspended)\b", r"\bline (?:closed|suspended)\b", r"\bcard (?:reported )?(?:lost|stolen)\b"),
)  # fmt: skip
BANKRUPTCY = Phrases(
    "bankruptcy",
    (r"\bbankruptcy\b", r"\bbankrupt\b", r"\bchapter (?:7|11|12|13)\b", r"\bch\.? ?(?:7|11|12|13)\b", r"\bwage earner plan\b"),
)  # fmt: skip
DISCHARGED = Phrases(
    "discharged in bankruptcy",
    (
        r"\bdischarged (?:in|through|thru|under|by|via)\b.*\b(?:bankruptcy|bk|chapter|ch)\b", r"\b(?:bankruptcy|bk|chapter \d+|ch\.? ?\d+)\b.*\bdischarged?\b",
        r"\bdischarged\b.*\b(?:chapter|ch)\.? ?(?:7|11|12|13)\b", r"\bchapter (?:12|13) (?:plan )?completed\b",
    ),
    (
        r"\bnot (?:been )?discharged\b", r"\bdischarge (?:was )?(?:denied|revoked)\b", r"\bdismiss\w*\b", r"\bwithdrawn\b", r"\breaffirm\w*\b",
        r"\b(?:co-?|joint |other |associated )(?:borrower|debtor|maker|signer|consumer|applicant)\b", r"\bpetition\b", r"\bpending\b",
    ),
)  # fmt: skip
REAFFIRMED = Phrases("reaffirmed", (r"\breaffirm\w*\b",), (r"\brescinded\b",))
ANOTHERS_BANKRUPTCY = Phrases(
    "another party's bankruptcy",
    (r"\b(?:co-?|joint |other |associated )(?:borrower|debtor|maker|signer|consumer|applicant|party)\b",),
)
DECEASED = Phrases(
    "the consumer is deceased",
    (r"\bdeceased\b",),
    (
        r"\b(?:co-?|joint |other |associated |authorized )(?:borrower|debtor|maker|signer|consumer|applicant|user|party|owner|account ?holder)\b",
        r"\bspouse\b", r"\bnot deceased\b", r"\bestate of\b", r"\bremoved\b",
    ),
)  # fmt: skip
DISPUTE_ENDED = Phrases(
    "a dispute that has ended",
    (
        r"\b(?:was|previously|formerly) (?:in )?disput\w*\b", r"\bdispute\w* (?:\w+ )?(?:resolved|completed?|closed|ended|withdrawn)\b",
        r"\binvestigation (?:\w+ )?(?:completed?|done|finished|closed)\b", r"\bresolved\b", r"\bno longer disput\w*\b", r"\bconsumer disagrees\b",
        r"\bdisput\w*\b.*\b(?:completed?|resolved|now resolved|reported by (?:the )?(?:subscriber|data furnisher|credit grantor))\b",
    ),
)  # fmt: skip
REPLACED = Phrases(
    "lost, stolen, replaced or transferred",
    (r"\blost\b", r"\bstolen\b", r"\breplac\w*\b", r"\btransferr?ed\b", r"\bnew (?:account )?number\b", r"\bre-?number\w*\b", r"\bduplicate\b"),
)  # fmt: skip
PAST_DISPUTE = Phrases(
    "reporting held up",
    (r"\bdisput\w*\b", r"\bdisaster\b", r"\bforbearance\b", r"\bdeferr?ed\b", r"\bdeferment\b", r"\binvestigation\b"),
)  # fmt: skip
MOVED = Phrases(
    "moved, renumbered or assumed",
    (r"\btransferr?ed\b", r"\bassum(?:ed|ption)\b", r"\bre-?number\w*\b", r"\bnew account number\b", r"\bpurchased\b", r"\bacquired\b", r"\bsold\b", r"\bservicer\b", r"\breplac\w*\b", r"\bre-?opened\b", r"\brefinanc\w*\b", r"\bmodif\w+\b", r"\bconsolidat\w*\b", r"\bassigned\b", r"\bconver(?:ted|sion)\b", r"\breaffirm\w*\b"),
)  # fmt: skip


def said(entry: AccountEntry, table: Phrases) -> str | None:
    """The field whose words say it (`status_text`, `remarks/1`), None when none does."""
    return next((name for name, words in _words(entry) if says(words, table)), None)


def says(words: str | None, table: Phrases) -> bool:
    text = " ".join((words or "").split())
    wordings, unless = _compiled(table)
    return bool(wordings.search(text)) and not (unless and unless.search(text))


@cache
def _compiled(table: Phrases) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    unless = re.compile("|".join(table.unless), re.IGNORECASE) if table.unless else None
    return re.compile("|".join(table.wordings), re.IGNORECASE), unless


def _words(entry: AccountEntry) -> Iterator[tuple[str, str]]:
    if entry.item.status_text:
        yield "status_text", entry.item.status_text
    for i, remark in enumerate(entry.item.remarks):
        yield f"remarks/{i}", remark

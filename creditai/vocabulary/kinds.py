"""Printed words -> the contract's small vocabularies: responsibility, portfolio, disputes, public
records, inquiries, bureaus. Each function's table has its name, which is the `via` of its evidence."""

from __future__ import annotations

import re
from typing import cast

from creditai.report import Bureau, Disposition, InquiryKind, Portfolio, RecordKind, Responsibility

_RESPONSIBILITY = (
    ("authorized_user", r"authori[sz]ed|usuario autorizado"),
    ("cosigner", r"co-?\s?sign|co-?\s?maker|guarantor|cofirmante|on behalf"),
    ("joint", r"\bjoint|\bshared\b|conjunt|mancomunad"),
    ("terminated", r"terminat"),
    ("deceased", r"deceased"),
    ("business", r"business|commercial"),
    ("individual", r"individual|sole\b"),
    ("maker", r"\bmaker\b|primary"),
)
_RESPONSIBILITY_LETTERS = {
    "1": "individual", "2": "joint", "3": "authorized_user", "5": "cosigner", "7": "maker",
    "t": "terminated", "x": "deceased", "w": "business", "i": "individual", "j": "joint",
    "a": "authorized_user", "c": "joint", "m": "maker", "s": "cosigner",
}  # fmt: skip
_PORTFOLIO = (
    ("line_of_credit", r"(?:line of credit|credit line|l[ií]nea de cr[eé]dito)(?: account)?"),
    (
        "revolving",
        r"revolving(?: account| credit| accounts)?|rev|(?:cuentas? |cr[eé]dito )?(?:rotativ|rotatori|renovable|revolvente)[oa]?s?",
    ),
    (
        "installment",
        r"instal?lment(?: account| loan| accounts)?|inst|(?:cuentas? |pr[eé]stamo |cr[eé]dito )?a plazos",
    ),
    (
        "mortgage",
        r"mortgage(?: account| loan| accounts)?|mtg|hipoteca|(?:cuenta |pr[eé]stamo )?hipotecari[oa]",
    ),
    ("open", r"open(?: account)?|cuenta abierta"),
    (
        "collection",
        r"collections?(?: account| accounts| agency)?|(?:cuenta )?(?:en |de )?(?:cobranza|cobros?)",
    ),
)
_NOT_DISPUTED = re.compile(r"\bnot (?:in |being )?disputed?|^no$|^none$|no dispute|not disputed")
_WAS_DISPUTED = re.compile(
    r"previously in dispute|was in dispute|dispute (?:has been )?resolved(?!.*disagree)|no longer (?:in )?disput|"
    r"investigation (?:is )?complete(?:d)?(?!.*disagree)|resolved by (?:the )?(?:data furnisher|subscriber)(?!.*disagree)"
)
_DISPUTED = re.compile(
    r"disput(?:ed|es) by (?:the )?consum|consumer (?:still )?disput|(?:account|information|item) (?:is )?(?:being )?"
    r"(?:in )?disput|consumer disagrees|in dispute|under (?:investigation|dispute)|dispute[ds]? (?:-|–|account|under|reported|filed)|"
    r"^disputed|^yes$|^dispute$|disputa(?:da)? (?:por|del) el? ?consumidor|billing dispute|fcba dispute"
)
_REMARK = re.compile(
    r"^account closed (?:at|by) (?:consumer|customer|credit grantor|grantor)|^closed (?:at|by) (?:consumer|customer|credit grantor)|"
    r"^account information disputed by|^(?:account )?disputed by consumer|^consumer disputes|^unpaid balance charged off|"
    r"^unpaid balance reported as a loss|^account (?:transferred|sold) to|^transferred to another|"
    r"^(?:account )?purchased by another lender$|^(?:included in|discharged through) bankruptcy chapter \d+$"
)
_RECORDS = (
    ("bankruptcy", r"bankrupt|chapter\s*\d+|bancarrota"),
    ("lien", r"\blien\b|embargo|gravamen"),
    ("judgment", r"judge?ment|sentencia"),
    ("suit", r"\b(?:law)?suit\b|small claims|demanda"),
)
_RECORD_ONLY = r"garnish|foreclosure|divorce|child support|arrest|conviction|forcible detainer|eviction"
_DISPOSITIONS = (
    ("withdrawn", r"withdrawn|retirad"),
    ("dismissed", r"dismiss|desestimad"),
    ("discharged", r"discharg|descargad"),
    ("completed", r"complet|closed|satisf|released|paid|terminated"),
    ("filed", r"\bfiled\b|petition|\bopen\b|pending|presentad"),
)
_BUREAUS = (
    ("experian", r"\bexperian\b|\bexp\b|\bxpn\b|\bxp\b"),
    ("equifax", r"\bequifax\b|\beqf\b|\befx\b|\beq\b|\bef\b"),
    ("transunion", r"\btrans\s?union\b|\btuc\b|\btu\b"),
)
_HARD = r"\bhard\b|shared with others|regular inquir|may (?:affect|impact) your|\bdura"
_SOFT = r"\bsoft\b|promotional|account review|only (?:to|by) you|viewed only by you|blanda|\bsuave|do not (?:affect|impact)"


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    folded = " ".join(text.casefold().split())
    return next((name for name, phrase in table if re.search(phrase, folded)), None)


def responsibility_of(text: str) -> Responsibility | None:
    """via `responsibility`. Single ECOA letters and digits count too."""
    bare = text.strip().strip("()").casefold()
    if len(bare) == 1:
        return cast("Responsibility | None", _RESPONSIBILITY_LETTERS.get(bare))
    return cast("Responsibility | None", _first(_RESPONSIBILITY, text))


def portfolio_of(text: str) -> Portfolio | None:
    """via `portfolio`. Only words that name a portfolio and nothing else: `Revolving account`."""
    folded = " ".join(text.casefold().split())
    found = next((n for n, phrase in _PORTFOLIO if re.fullmatch(phrase, folded)), None)
    return cast("Portfolio | None", found)


def is_remark(text: str) -> bool:
    """A sentence that furnishers print about an account, even where no label stands by it."""
    return bool(_REMARK.search(" ".join(text.casefold().strip("<> .").split())))


def disputed_of(text: str) -> bool | None:
    """via `disputed`. True for a live dispute; False only for words that deny one; else None."""
    folded = " ".join(text.casefold().strip("<> .").split())
    if _NOT_DISPUTED.search(folded):
        return False
    if _WAS_DISPUTED.search(folded):
        return None
    return True if _DISPUTED.search(folded) else None


def record_kind_of(text: str) -> RecordKind | None:
    """via `record_kind`. None when the words name no kind of public record."""
    found = _first(_RECORDS, text)
    if found is None and re.search(_RECORD_ONLY, text.casefold()):
        return "other"
    return cast("RecordKind | None", found)


def chapter_of(text: str) -> str | None:
    """The chapter number within `Chapter 13 Bankruptcy Discharged`."""
    found = re.search(r"\b(?:chapter|ch\.?|cap[ií]tulo)\s*-?\s*(7|11|12|13)\b", text, re.I)
    return found[1] if found else None


def disposition_of(text: str) -> Disposition | None:
    """via `disposition`."""
    return cast("Disposition | None", _first(_DISPOSITIONS, text))


def voluntary_of(text: str) -> bool | None:
    """via `voluntary`."""
    folded = text.casefold()
    if re.search(r"\binvoluntary\b", folded):
        return False
    return True if re.search(r"\bvoluntary\b", folded) else None


def bureau_of(text: str) -> Bureau | None:
    """via `bureau`. The one bureau these words name; None when they name none, or several."""
    folded = " ".join(text.casefold().split())
    named = [name for name, phrase in _BUREAUS if re.search(phrase, folded)]
    return cast(Bureau, named[0]) if len(named) == 1 else None


def bureaus_of(text: str) -> tuple[Bureau, ...]:
    """Every bureau these words name, `XP/TU/EF` included."""
    folded = " ".join(re.sub(r"[/,+&]", " ", text.casefold()).split()).replace(" ef", " efx")
    return tuple(cast(Bureau, name) for name, phrase in _BUREAUS if re.search(phrase, folded))


def inquiry_kind_of(text: str) -> InquiryKind | None:
    """via `inquiry_kind`."""
    folded = " ".join(text.casefold().split())
    soft, hard = re.search(_SOFT, folded), re.search(_HARD, folded)
    if bool(soft) == bool(hard):
        return None
    return "soft" if soft else "hard"

"""Printed status words -> `status` and `condition`, by phrases, with the field's order of precedence.

What follows "was" is history, not status. When one line says several things the first of this order
wins: bankruptcy, settled, paid, foreclosure, repossession or surrender, charge-off, collection,
transferred, past due, closed, current. Words that name no one state (`Derogatory`,
`Collection/Chargeoff`, `Too new to rate`) give None: the text is kept, the status is not guessed.
"""

from __future__ import annotations

import re
from typing import cast

from creditai.report import Condition, Status

VIA = "status"

_HISTORY = re.compile(
    r"[;,.]?\s*\b(?:account\s+)?(?:was|were|previously|formerly|antes|era|fue|estaba|estuvo)\b.*?(?=$|[.;])",
    re.S,
)
_NOT_A_STATUS = re.compile(
    r"redeem|reinstated|scheduled to go to a positive status|claim filed with (?:the )?government|"
    r"too new|collection\s*/\s*charge|charge\s*-?\s*off\s*/\s*collection|collection\s+or\s+charge"
)
_BENIGN_PAID = re.compile(
    r"\bun-?paid\b|\bpa(?:id|ys|ying)(?:\s+(?:or|/)\s+paying)?\s+as\s+agreed|paid on time|"
    r"\bpag(?:ad[oa]s?|ando(?:se)?|a)(?:\s*(?:[oyu/]|y/o)\s*pag\w+)?\s+(?:segun|conforme(?: a)?|como|de acuerdo (?:a|con))"
    r"\s+lo (?:acordado|convenido|pactado)|\bno pagad[oa]s?\b|\bultimo pago\b|last paid|past due.{0,12}paid"
)
_PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (status, re.compile(phrase))
    for status, phrase in (
        ("bankruptcy", r"bankrupt|chapter\s*(?:7|11|12|13)\b|wage earner plan|bancarrota"),
        (
            "settled",
            r"\bsettle(?:d|ment)?\b|less than (?:the )?full|for less than|liquidad[oa] por menos",
        ),
        ("paid", r"\bpaid\b|\bpagad[oa]\b"),
        ("foreclosure", r"foreclos|deed in lieu|ejecucion hipotecaria"),
        ("voluntary_surrender", r"voluntar(?:y|ily)\s+(?:surrender|repo)|surrendered"),
        ("repossession", r"repossess|\brepo\b|embargo del vehiculo"),
        (
            "charge_off",
            r"charge[d]?\s*-?\s*off|\bchargeoff|written\s*-?\s*off|write\s*-?\s*off|bad debt|"
            r"reported as (?:a )?loss|profit and loss|cancelad[oa] como perdida|incobrable|cancelacion contable|(?:cargad|pasad)[oa] a perdidas",
        ),
        ("collection", r"\bcollections?\b|cobranza|\bcobros?\b"),
        ("transferred", r"\btransfer(?:red)?\b|\bsold\b|purchased by another|transferid[oa]"),
    )
)
_DAYS = re.compile(
    r"(?:late|past due|delinquent)\D{0,12}?(?P<a>30|60|90|120|150|180)\b(?:\s*-\s*\d+)?\s*\+?(?:\s*or more)?\s*days?|"
    r"\b(?P<b>30|60|90|120|150|180)(?:\s*-\s*\d{2,3}|\s*\+|\s+or more|\s+plus)?\s*(?:or more\s*)?(?:-\s*)?days?"
    r"(?:\s+or more)?\s*(?:past|late|delinquent|overdue|over|behind)|"
    r"\b(?P<c>30|60|90|120|150|180)(?:\s*-\s*\d{2,3})?\s+(?:o mas\s+)?dias"
)
_PAYMENTS = re.compile(r"not more than (two|three|four) payments? past due")
_PAYMENTS_DAYS = {"two": "past_due_30", "three": "past_due_60", "four": "past_due_90"}
_CLOSED = re.compile(r"\bclosed\b|\bcerrad[oa]\b|closed by|\binactive closed\b")
_CURRENT = re.compile(
    r"\bcurrent\b|as agreed|\bopen\s*[/.,-]?\s*never late|terms met|paid on time|on time|al corriente|"
    r"(?:segun|conforme(?: a)?|como|de acuerdo (?:a|con)) lo (?:acordado|convenido|pactado)|al dia\b|en buen estado|in good standing|^ok$|satisfactory|never late"
)
_OPEN = re.compile(r"^\W*(?:account\s+)?open\b|\babiert[oa]\b|\bopen account\b|\bis open\b|,\s*open\b")


def _fold(text: str) -> str:
    folded = text.casefold().replace("–", "-").replace("—", "-")
    for accented, plain in zip("áéíóúñ", "aeioun", strict=True):
        folded = folded.replace(accented, plain)
    return " ".join(folded.strip("<> *").split())


def status_of(text: str) -> Status | None:
    """The one state these words name, or None."""
    folded = _fold(text)
    if _NOT_A_STATUS.search(folded):
        return None
    now = _HISTORY.sub("", folded)
    without_benign = _BENIGN_PAID.sub(" ", now)
    for status, phrase in _PHRASES:
        if phrase.search(without_benign):
            return cast(Status, status)
    return _late(now) or _standing(now)


def _late(now: str) -> Status | None:
    if found := _DAYS.search(now):
        if "never" in now[: found.start()]:
            return None
        return cast(Status, f"past_due_{found['a'] or found['b'] or found['c']}")
    if found := _PAYMENTS.search(now):
        return cast(Status, _PAYMENTS_DAYS[found[1]])
    return None


def _standing(now: str) -> Status | None:
    if "reported as loss" in now:
        return "charge_off"
    if _CLOSED.search(now):
        return "closed"
    if re.search(r"past due|delinquent|derogatory", now):
        return None
    return "current" if _CURRENT.search(now) else None


def condition_of(text: str) -> Condition | None:
    """Open or closed, where the words say so outright."""
    now = _HISTORY.sub("", _fold(text))
    if _CLOSED.search(now):
        return "closed"
    return "open" if _OPEN.search(now) else None


def is_condition_only(text: str) -> bool:
    """`Open`, `Closed`, `Open account`: says whether, not how, it is paid."""
    return bool(
        re.fullmatch(
            r"(?:account )?(?:open|closed|abiert[oa]|cerrad[oa])(?: account)?\.?|inactive", _fold(text)
        )
    )

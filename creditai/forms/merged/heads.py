"""The two lines of heads over a lender's trades, and which head a word stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.fields import kind_of, text_of
from creditai.values import Why, is_dash, parse_money
from creditai.vocabulary.wordings import Wordings

_HEADS = Wordings(
    (wording, name)
    for name, wordings in {
        "responsibility": "ECOA",
        "other:Whose": "WHOSE|WHO",
        "furnisher": "CREDITOR|CREDITOR NAME",
        "reported": "REPORTED|DATE REPORTED|DATE RPTD",
        "opened": "OPENED|DATE OPENED",
        "high_credit": "HIGH|HIGH CREDIT|HI CREDIT",
        "credit_limit": "LIMIT|CREDIT LIMIT",
        "balance": "BALANCE",
        "past_due": "PAST-DUE|PAST DUE|AMT PAST DUE",
        "monthly_payment": "PAYMENT|MONTHLY PAYMENT",
        "other:MO": "MO|MOS|MO REV|MONTHS REVIEWED",
        "other:30": "30",
        "other:60": "60",
        "other:90+": "90+|90",
        "status": "STATUS|CURRENT STATUS",
        "account_number": "ACCOUNT NUMBER|ACCT #|ACCOUNT #|NUMBER",
        "last_activity": "DLA|LAST ACTIVITY",
        "portfolio": "TYPE",
        "terms": "TERMS",
        "source": "SOURCE",
    }.items()
    for wording in wordings.split("|")
)
_REACH = 4
"""Text heights that a number may stand off its column, where it could also be part of a text."""
DATE = re.compile(r"^(?:\d{2}/\d{2,4}|-{2}/-{2,4})$")
_SECOND = ("account_number", "last_activity", "portfolio", "terms", "source")
LABEL = re.compile(r"^[A-Za-z][A-Za-z ]{2,24}:$")


@dataclass(frozen=True, slots=True)
class Head:
    name: str
    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


def heads_in(line: Line) -> list[Head]:
    """The heads of a line that is a line of heads: four at least, and little else."""
    found: list[Head] = []
    covered = 0
    for cell in line.cells:
        texts = [w.text for w in cell.words]
        at = 0
        while at < len(texts):
            match = _HEADS.match(texts, at)
            if match is not None:
                found.append(Head(match.name, tuple(cell.words[match.start : match.end])))
                covered += match.end - at
            at = match.end if match is not None else at + 1
    few = 4 if any(h.name in ("furnisher", "source") for h in found) else 99
    return found if len(found) >= few and covered >= 0.8 * len(line.words) else []


def first_line(line: Line, heads: Sequence[Head]) -> dict[Head, tuple[Word, ...]] | None:
    if not heads or sum(bool(DATE.match(w.text)) for w in line.words) < 2:
        return None
    cells = place(line, [h for h in heads if h.name not in _SECOND])
    name = next((words for head, words in cells.items() if head.name == "furnisher"), None)
    return cells if name and any(c.isalpha() for c in text_of(name)) else None


def place(line: Line, heads: Sequence[Head]) -> dict[Head, tuple[Word, ...]]:
    """Words under their heads: a word of a column's kind goes to the nearest head of that kind; other
    words to the last head that begins at or before them."""
    cells: dict[Head, list[Word]] = {}
    for word in line.words:
        near = [h for h in heads if _fits(h.name, word.text)]
        if not near:
            continue
        reach = _REACH * (word.y1 - word.y0)
        typed = [h for h in near if kind_of(h.name) in ("money", "date") or h.name.startswith("other:")]
        typed = [h for h in typed if len(typed) == len(near) or _distance(h, word) <= reach]
        if typed and any(c.isdigit() for c in word.text):
            head = min(typed, key=lambda h: _distance(h, word))
        else:
            head = min(near, key=lambda h: _begins(h, word))
        cells.setdefault(head, []).append(word)
    return {head: tuple(words) for head, words in cells.items()}


def _fits(name: str, text: str) -> bool:
    kind = kind_of(name)
    if kind == "date":
        return bool(DATE.match(text))
    if kind == "money":
        return not DATE.match(text) and (is_dash(text) or not isinstance(parse_money(text), Why))
    if name == "other:Whose" or name == "responsibility":
        return len(text) <= 2
    if name.startswith("other:"):
        return text.isdecimal() or is_dash(text)
    return not DATE.match(text) and not text.startswith("$")


def _distance(head: Head, word: Word) -> float:
    return min(abs(head.x0 - word.x0), abs(head.x1 - word.x1), abs(head.x0 + head.x1 - word.x0 - word.x1) / 2)


def _begins(head: Head, word: Word) -> float:
    """How far right of its head's left edge a word of a text column stands; left of it counts more."""
    off = word.x0 - head.x0
    return off if off >= -4 else 1000 - off

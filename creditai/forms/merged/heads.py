"""The two lines of heads over a lender's trades, and which head a word stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.fields import kind_of, text_of
from creditai.values import Why, is_dash, parse_money
from creditai.vocabulary.wordings import Wordings, listed

_HEADS = Wordings(
    listed(
        {
            "responsibility": "ECOA",
            "other:Whose": "WHOSE|WHO",
            "furnisher": "CREDITOR|CREDITOR NAME",
            "reported": "REPORTED|DATE REPORTED|DATE RPTD|RPTD|DATE RPT",
            "opened": "OPENED|DATE OPENED|DATE OPEN|OPND",
            "high_credit": "HIGH|HIGH CREDIT|HI CREDIT|HIGH BALANCE",
            "credit_limit": "LIMIT|CREDIT LIMIT",
            "balance": "BALANCE|BALANCE OWING|PRESENT BALANCE|CURRENT BALANCE",
            "past_due": "PAST-DUE|PAST DUE|AMT PAST DUE|AMOUNT PAST DUE",
            "monthly_payment": "PAYMENT|MONTHLY PAYMENT|PAYMT|PYMT|MO PAYMT",
            "mop": "MOP|MANNER OF PAYMENT",
            "other:MO": "MO|MOS|MO REV|MOS REV|MONTHS REVIEWED|MONTHS REV",
            "other:30": "30",
            "other:60": "60",
            "other:90+": "90+|90",
            "status": "STATUS|CURRENT STATUS",
            "account_number": "ACCOUNT NUMBER|ACCT #|ACCOUNT #|NUMBER",
            "last_activity": "DLA|LAST ACTIVITY",
            "portfolio": "TYPE",
            "terms": "TERMS",
            "source": "SOURCE|SRC|SRCE|BUREAU",
        }
    )
)
_REACH = 4
"""Text heights that a number may stand off its column, where it could also be part of a text."""
_OVER = 6.0
"""Points between the left edges of the two lines of a head."""
_TYPED = ("other:", "mop")
DATE = re.compile(r"^(?:\d{2}/\d{2,4}|-{2}/-{2,4})$")
_MOP = re.compile(r"[A-Z]?\d")
"""`1`, `R9`: the manner of payment, with the letter of the kind of account or without."""
_SECOND = ("account_number", "last_activity", "portfolio", "terms", "source")
LABEL = re.compile(r"^[A-Za-z][A-Za-z ]{2,24}:$")


@dataclass(frozen=True, slots=True)
class Head:
    """`second`: what stands under it is in a trade's second line."""

    name: str
    words: tuple[Word, ...]
    second: bool = False

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
                words = tuple(cell.words[match.start : match.end])
                found.append(Head(match.name, words, match.name in _SECOND))
                covered += match.end - at
            at = match.end if match is not None else at + 1
    few = 4 if any(h.name in ("furnisher", "source") for h in found) else 99
    return found if len(found) >= few and covered >= 0.8 * len(line.words) else []


def stacked_heads(first: Line, second: Line) -> list[Head]:
    """Heads of two lines each, `DATE` over `RPTD`, and heads over those of the second line, `MOP` over `DLA`."""
    upper, lower = _runs(first), _runs(second)
    found = _spelt_downwards(upper, lower)
    for run in upper:
        under = next((r for r in lower if abs(r[0].x0 - run[0].x0) <= _OVER), ())
        name = _HEADS.name_of(text_of((*run, *under))) if under else None
        if name is not None:
            lower.remove(under)
            found.append(Head(name, (*run, *under)))
        elif (alone := _HEADS.name_of(text_of(run))) is not None:
            found.append(Head(alone, run))
    found += [Head(name, run, True) for run in lower if (name := _HEADS.name_of(text_of(run))) is not None]
    names = {head.name for head in found}
    covered = sum(len(head.words) for head in found)
    whole = covered >= 0.8 * (len(first.words) + len(second.words))
    return found if {"responsibility", "furnisher"} <= names and len(found) >= 6 and whole else []


def _spelt_downwards(upper: list[tuple[Word, ...]], lower: list[tuple[Word, ...]]) -> list[Head]:
    """`E` over `C`, `W` over `H`: narrow columns left of the creditor's, whose heads are written downwards. They are
    taken from the two lines."""
    found: list[Head] = []
    for name, letter in (("responsibility", "E"), ("other:Whose", "W")):
        if not upper or text_of(upper[0]) != letter:
            continue
        under = next(
            (run for run in lower if len(text_of(run)) == 1 and abs(run[0].x0 - upper[0][0].x0) <= 2), ()
        )
        found.append(Head(name, (*upper.pop(0), *under)))
        lower[:] = [run for run in lower if run is not under]
    return found


def _runs(line: Line) -> list[tuple[Word, ...]]:
    """The heads of a line, and its other words one by one."""
    runs: list[tuple[Word, ...]] = []
    for cell in line.cells:
        texts = [w.text for w in cell.words]
        at = 0
        while at < len(texts):
            match = _HEADS.match(texts, at)
            end = match.end if match is not None else at + 1
            runs.append(tuple(cell.words[at:end]))
            at = end
    return runs


def first_line(line: Line, heads: Sequence[Head]) -> dict[Head, tuple[Word, ...]] | None:
    if not heads or sum(bool(DATE.match(w.text)) for w in line.words) < 2:
        return None
    cells = place(line, [h for h in heads if not h.second])
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
        typed = [h for h in near if kind_of(h.name) in ("money", "date") or h.name.startswith(_TYPED)]
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
    if name == "mop":
        return _MOP.fullmatch(text) is not None
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

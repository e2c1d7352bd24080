"""Trades of a lender's merged file: two lines each under two lines of heads, bureaus named by a source token.

    ECOA WHOSE CREDITOR      REPORTED OPENED HIGH   BALANCE PAST-DUE MO 30 60 90+ STATUS
    I    B     SAMPLE BANK   01/26    03/19  $5,100 $1,234  $0       48 0  0  0   AS AGREED
               412345****    12/25    REV    MIN25                                XP/TU/EF

A trade begins at a line with a name and at least two dates. Its second line holds number, date of last
activity, kind, terms and source, told by their shapes and places. `XP/TU` is one entry per bureau named;
a trade without a source has no bureau. Dates are MM/YY.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.accounts import finish, open_account
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import DateStyle, put, settle, text_of
from creditai.forms.here import Here
from creditai.forms.merged.heads import DATE, LABEL, Head, first_line, heads_in, stacked_heads
from creditai.report import Bureau, Portfolio, Responsibility, Status
from creditai.values import Why, is_dash, parse_date
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.kinds import responsibility_of
from creditai.vocabulary.labels import account_labels
from creditai.vocabulary.statuses import VIA, condition_of, status_of

SHORT = DateStyle(short="month")
_SOURCE = re.compile(r"^[A-Z]{2,3}(?:/[A-Z]{2,3}){0,2}$")
_PORTFOLIO: Mapping[str, Portfolio] = {
    "REV": "revolving",
    "INST": "installment",
    "MTG": "mortgage",
    "COLL": "collection",
    "LOC": "line_of_credit",
    "OPEN": "open",
}
Ecoa = Mapping[str, Responsibility | None]
_ECOA: Ecoa = {"I": "individual", "J": "joint", "A": "authorized_user", "M": "maker"}
_KEY = re.compile(r"(?<![\w/])([A-Z0-9]) ?[=-] ?([A-Z][A-Z /-]+?)(?=\s*[;,.*]|\s+[A-Z0-9] ?[=-]|\s*$)", re.I)
_LATE = re.compile(r"^(?:late|past due|delinquent|dlq)\W*(30|60|90|120|150|180)$", re.I)
_DAYS: Mapping[str, Status] = {
    "30": "past_due_30",
    "60": "past_due_60",
    "90": "past_due_90",
    "120": "past_due_120",
    "150": "past_due_150",
    "180": "past_due_180",
}
_MANNER: Mapping[str, Status] = {
    "1": "current",
    "2": "past_due_30",
    "3": "past_due_60",
    "4": "past_due_90",
    "5": "past_due_120",
}


@dataclass
class Trade:
    """`heads`: those of its second line. `cells`: head -> words of the first line; `second` and `more`: the lines that
    follow. `ecoa`: what its letters mean."""

    cells: dict[Head, tuple[Word, ...]]
    heads: Sequence[Head] = ()
    ecoa: Ecoa = field(default_factory=lambda: _ECOA)
    second: Line | None = None
    more: list[Line] = field(default_factory=list)


def ecoa_key(lines: Sequence[Line]) -> Ecoa:
    """What the print's own key says of the letters: `C=JOINT CONTRACTUAL LIABILITY`; None where the contract has no word
    for it. For letters that it does not explain, what they mean everywhere."""
    text = " ".join(line.text for line in lines)
    return {**_ECOA, **{found[1].upper(): responsibility_of(found[2]) for found in _KEY.finditer(text)}}


def read_trades(here: Here, lines: Sequence[Line], ecoa: Ecoa | None = None) -> None:
    """Every trade of these lines, one account for each bureau that its source names."""
    heads: list[Head] = []
    trade: Trade | None = None
    last: Line | None = None
    skipped: Line | None = None
    for line, below in zip_longest(lines, lines[1:]):
        if line is skipped:
            continue
        if below is not None and (both := stacked_heads(line, below)):
            here.draft.claim((*line.words, *below.words))
            heads, skipped = both, below
            continue
        fresh = heads_in(line)
        if fresh:
            here.draft.claim(line.words)
            heads = fresh if not heads or fresh[0].name == heads[0].name else [*heads, *fresh]
            continue
        cells = first_line(line, heads)
        if cells is not None:
            _put_trade(here, trade)
            trade = Trade(cells, [head for head in heads if head.second], ecoa or _ECOA)
        elif trade is not None and last is not None and _follows(last, line):
            _take(trade, line)
        last = line
    _put_trade(here, trade)


def _take(trade: Trade, line: Line) -> None:
    """The name's second line, the trade's second line, then remarks; a remark may wrap too."""
    head, name = next((h, words) for h, words in trade.cells.items() if h.name == "furnisher")
    alone = len(line.cells) == 1 and not _label_text(line)
    if trade.second is None and alone and abs(line.words[0].x0 - name[0].x0) <= 3 and not _digits(line):
        trade.cells[head] = (*name, *line.words)
    elif trade.second is None and not LABEL.match(_label_text(line)):
        trade.second = line
    elif trade.more and alone and abs(line.words[0].x0 - trade.more[-1].words[0].x0) <= 3:
        trade.more[-1] = Line((*trade.more[-1].cells, *line.cells))
    else:
        trade.more.append(line)


def _digits(line: Line) -> bool:
    return any(c.isdigit() for c in line.text)


def _follows(above: Line, line: Line) -> bool:
    height = max(w.y1 - w.y0 for w in line.words)
    return above.page != line.page or line.box[1] - above.box[3] <= 0.9 * height


def _label_text(line: Line) -> str:
    text = line.text
    return text[: text.index(":") + 1] if ":" in text else ""


# -- into the draft


def _put_trade(here: Here, trade: Trade | None) -> None:
    if trade is None:
        return
    nobody: list[tuple[Bureau | None, tuple[Word, ...]]] = [(None, ())]
    for bureau, words in list(_sources(trade)) or nobody:
        slot = open_account(replace(here, bureau=bureau, bureau_words=words))
        here.draft.bureaus.extend([bureau] if bureau is not None else [])
        for head, cell in trade.cells.items():
            _put_cell(slot, head, cell, trade.ecoa)
        if trade.second is not None:
            _put_second(slot, trade.second, trade.heads)
        for line in trade.more:
            _put_more(slot, line)
        finish(here, slot)


def _sources(trade: Trade) -> Iterator[tuple[Bureau | None, tuple[Word, ...]]]:
    own = next((words for head, words in trade.cells.items() if head.name == "source"), ())
    found = False
    for word in own or (trade.second.words if trade.second is not None else ()):
        if (named := sources_of(word)) and (own or not found):
            found = True
            yield from ((bureau, (word,)) for bureau in named)


def sources_of(word: Word) -> tuple[Bureau, ...]:
    """`XP/TU`: the bureaus that a source token names; none for any other word."""
    named = [bureau_of(part) for part in word.text.split("/")]
    return tuple(b for b in named if b) if _SOURCE.match(word.text) and None not in named else ()


def _put_cell(slot: Slot, head: Head, words: tuple[Word, ...], ecoa: Ecoa) -> None:
    text = text_of(words)
    if head.name == "responsibility":
        put(slot, "responsibility_text", head.words, words)
        if (responsibility := ecoa.get(text)) is not None:
            settle(slot, "responsibility", responsibility, words, via="responsibility")
        else:
            slot.miss("responsibility", "no_contract_value", words)
    elif head.name == "source":
        slot.ledger.claim(words)
    elif head.name == "mop":
        put(slot, "status_text", head.words, words)
        _put_manner(slot, text, words)
    elif head.name == "status":
        put(slot, "status_text", head.words, words)
        _put_status(slot, text, words)
    elif head.name.startswith("other:"):
        if is_dash(text):
            slot.ledger.claim(words)
        else:
            slot.other(head.words, words)
    else:
        put(slot, head.name, head.words, words, style=SHORT)


def _put_manner(slot: Slot, text: str, words: Sequence[Word]) -> None:
    """`1` is as agreed, `2` to `5` are days late; `9` may be a collection or a charge-off, `7` a plan, `8` one of several."""
    status = _MANNER.get(text[-1:])
    if status is not None:
        settle(slot, "status", status, words, via=VIA)
    else:
        slot.miss("status", "no_contract_value", words)


def _put_status(slot: Slot, text: str, words: Sequence[Word]) -> None:
    late = _LATE.match(text)
    status: Status | None = _DAYS.get(late[1]) if late else status_of(text)
    condition = condition_of(text)
    if status is not None:
        settle(slot, "status", status, words, via=VIA)
    elif not is_dash(text):
        slot.miss("status", "no_contract_value", words)
    if condition is not None:
        settle(slot, "condition", condition, words, via="condition")


def _put_second(slot: Slot, line: Line, heads: Sequence[Head]) -> None:
    """Number, date of last activity, kind, terms, source: in this order, each with a shape of its own, or under their heads."""
    rest: list[Word] = []
    for word in line.words:
        if sources_of(word):
            slot.ledger.claim([word])
        elif word.text.upper() in _PORTFOLIO:
            settle(slot, "portfolio", _PORTFOLIO[word.text.upper()], [word], via="portfolio")
        elif DATE.match(word.text):
            _put_activity(slot, word)
        else:
            rest.append(word)
    if rest and any(c.isdigit() for c in rest[0].text) and rest[0] is line.words[0]:
        slot.put("account_number", rest[0].text, rest[:1])
        rest = rest[1:]
    for word in list(rest):
        if head := _over(word, heads):
            _put_cell(slot, head, (word,), _ECOA)
            rest.remove(word)
    if rest and "terms" not in slot.fields and not is_dash(text_of(rest)):
        slot.put("terms", text_of(rest), rest)


def _over(word: Word, heads: Sequence[Head]) -> Head | None:
    """The head of the terms or of a count that the word stands under."""
    near = (h for h in heads if h.name == "terms" or h.name.startswith("other:"))
    return next((h for h in near if word.x1 > h.x0 - 2 and word.x0 < h.x1 + 2), None)


def _put_activity(slot: Slot, word: Word) -> None:
    date = parse_date(word.text, short="month")
    if isinstance(date, Why):
        slot.miss("last_activity", "dash" if is_dash(word.text) else "unreadable", [word])
    else:
        settle(slot, "last_activity", date, [word])


def _put_more(slot: Slot, line: Line) -> None:
    """`ORIGINAL CREDITOR: X`, `Late Dates: ...`; a line without a label is a remark."""
    label = next((i for i, w in enumerate(line.words) if w.text.endswith(":")), None)
    if label is None or label > 3:
        slot.add("remarks", line.text, line.words)
        return
    head, value = line.words[: label + 1], line.words[label + 1 :]
    if text_of(head).casefold().startswith("original creditor"):
        put(slot, "original_creditor", head, value)
    elif account_labels().name_of(text_of(head)) == "remarks" and value:
        slot.ledger.claim(head)
        slot.add("remarks", text_of(value), value)
    elif value:
        slot.other(head, value)

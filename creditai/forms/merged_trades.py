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

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.accounts import Here, finish, open_account
from creditai.forms.draft import Slot
from creditai.forms.fields import DateStyle, kind_of, put, settle, text_of
from creditai.report import Bureau, Portfolio, Responsibility, Status
from creditai.values import Why, is_dash, parse_date, parse_money
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.statuses import VIA, condition_of, status_of
from creditai.vocabulary.wordings import Wordings

SHORT = DateStyle(short="month")
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
_SOURCE = re.compile(r"^[A-Z]{2,3}(?:/[A-Z]{2,3}){0,2}$")
_PORTFOLIO: Mapping[str, Portfolio] = {
    "REV": "revolving",
    "INST": "installment",
    "MTG": "mortgage",
    "COLL": "collection",
    "LOC": "line_of_credit",
    "OPEN": "open",
}
_ECOA: Mapping[str, Responsibility] = {"I": "individual", "J": "joint", "A": "authorized_user", "M": "maker"}
_DATE = re.compile(r"^(?:\d{2}/\d{2,4}|-{2}/-{2,4})$")
_LATE = re.compile(r"^(?:late|past due|delinquent|dlq)\W*(30|60|90|120|150|180)$", re.I)
_DAYS: Mapping[str, Status] = {
    "30": "past_due_30",
    "60": "past_due_60",
    "90": "past_due_90",
    "120": "past_due_120",
    "150": "past_due_150",
    "180": "past_due_180",
}
_REACH = 4
"""Text heights that a number may stand off its column, where it could also be part of a text."""
_LABEL = re.compile(r"^[A-Za-z][A-Za-z ]{2,24}:$")


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


@dataclass
class Trade:
    """`cells`: head -> words of the first line; `second` and `more`: the lines that follow."""

    cells: dict[Head, tuple[Word, ...]]
    second: Line | None = None
    more: list[Line] = field(default_factory=list)


def read_trades(here: Here, lines: Sequence[Line]) -> None:
    """Every trade of these lines, one account for each bureau that its source names."""
    heads: list[Head] = []
    trade: Trade | None = None
    last: Line | None = None
    for line in lines:
        fresh = heads_in(line)
        if fresh:
            here.draft.claim(line.words)
            heads = fresh if not heads or fresh[0].name == heads[0].name else [*heads, *fresh]
            continue
        cells = _first_line(line, heads)
        if cells is not None:
            _put_trade(here, trade)
            trade = Trade(cells)
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
    elif trade.second is None and not _LABEL.match(_label_text(line)):
        trade.second = line
    elif trade.more and alone and abs(line.words[0].x0 - trade.more[-1].words[0].x0) <= 3:
        trade.more[-1] = Line((*trade.more[-1].cells, *line.cells))
    else:
        trade.more.append(line)


def _digits(line: Line) -> bool:
    return any(c.isdigit() for c in line.text)


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


def _first_line(line: Line, heads: Sequence[Head]) -> dict[Head, tuple[Word, ...]] | None:
    if not heads or sum(bool(_DATE.match(w.text)) for w in line.words) < 2:
        return None
    cells = place(line, [h for h in heads if h.name not in _SECOND])
    name = next((words for head, words in cells.items() if head.name == "furnisher"), None)
    return cells if name and any(c.isalpha() for c in text_of(name)) else None


_SECOND = ("account_number", "last_activity", "portfolio", "terms", "source")


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
        return bool(_DATE.match(text))
    if kind == "money":
        return not _DATE.match(text) and (is_dash(text) or not isinstance(parse_money(text), Why))
    if name == "other:Whose" or name == "responsibility":
        return len(text) <= 2
    if name.startswith("other:"):
        return text.isdecimal() or is_dash(text)
    return not _DATE.match(text) and not text.startswith("$")


def _distance(head: Head, word: Word) -> float:
    return min(abs(head.x0 - word.x0), abs(head.x1 - word.x1), abs(head.x0 + head.x1 - word.x0 - word.x1) / 2)


def _begins(head: Head, word: Word) -> float:
    """How far right of its head's left edge a word of a text column stands; left of it counts more."""
    off = word.x0 - head.x0
    return off if off >= -4 else 1000 - off


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
            _put_cell(slot, head, cell)
        if trade.second is not None:
            _put_second(slot, trade.second)
        for line in trade.more:
            _put_more(slot, line)
        finish(here, slot)


def _sources(trade: Trade) -> Iterator[tuple[Bureau | None, tuple[Word, ...]]]:
    for word in trade.second.words if trade.second is not None else ():
        if named := sources_of(word):
            yield from ((bureau, (word,)) for bureau in named)
            return


def sources_of(word: Word) -> tuple[Bureau, ...]:
    """`XP/TU`: the bureaus that a source token names; none for any other word."""
    named = [bureau_of(part) for part in word.text.split("/")]
    return tuple(b for b in named if b) if _SOURCE.match(word.text) and None not in named else ()


def _put_cell(slot: Slot, head: Head, words: tuple[Word, ...]) -> None:
    text = text_of(words)
    if head.name == "responsibility":
        put(slot, "responsibility_text", head.words, words)
        if text in _ECOA:
            settle(slot, "responsibility", _ECOA[text], words, via="responsibility")
        else:
            slot.miss("responsibility", "no_contract_value", words)
    elif head.name == "status":
        put(slot, "status_text", head.words, words)
        _put_status(slot, text, words)
    elif head.name.startswith("other:"):
        if is_dash(text):
            slot.draft.claim(words)
        else:
            slot.other(head.words, words)
    else:
        put(slot, head.name, head.words, words, style=SHORT)


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


def _put_second(slot: Slot, line: Line) -> None:
    """Number, date of last activity, kind, terms, source: in this order, each with a shape of its own."""
    rest: list[Word] = []
    for word in line.words:
        if sources_of(word):
            slot.draft.claim([word])
        elif word.text.upper() in _PORTFOLIO:
            settle(slot, "portfolio", _PORTFOLIO[word.text.upper()], [word], via="portfolio")
        elif _DATE.match(word.text):
            _put_activity(slot, word)
        else:
            rest.append(word)
    if rest and any(c.isdigit() for c in rest[0].text) and rest[0] is line.words[0]:
        slot.put("account_number", rest[0].text, rest[:1])
        rest = rest[1:]
    if rest and "terms" not in slot.fields and not is_dash(text_of(rest)):
        slot.put("terms", text_of(rest), rest)


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
    elif value:
        slot.other(head, value)

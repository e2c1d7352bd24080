"""Payment history in words: legends that explain a grid's codes, and late months told as a sentence.

A legend repeats every code, so it has to be known before cells are read: its lines are found by being
nothing but codes and the words for them. What it says of a code holds for the grid beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.history.tokens import Token
from creditai.report import MonthStatus
from creditai.values import PartialDate
from creditai.vocabulary.history import LEGEND_PHRASES, LEGEND_TITLES, code_of
from creditai.vocabulary.labels import account_labels
from creditai.vocabulary.wordings import Wordings

_PHRASES = Wordings((phrase, phrase) for phrase in LEGEND_PHRASES)
_TITLES = Wordings((title, title) for title in LEGEND_TITLES)
_LINKS = frozenset(("=", "-", "–", ":", "|", "/", "•", "·", "or"))
_DAYS = frozenset(("30", "60", "90", "120", "150", "180"))
_REACH = 6


@dataclass(frozen=True, slots=True)
class Legend:
    """Indices of its lines, and what it says: code -> status (None: words of no one contract value)."""

    lines: frozenset[int]
    codes: dict[str, MonthStatus | None]


@dataclass(frozen=True, slots=True)
class _Reading:
    covered: float
    phrases: int
    pairs: tuple[tuple[str, MonthStatus | None], ...]
    title: bool = False


_NOTHING = _Reading(0.0, 0, ())


def legend_of(lines: Sequence[Line]) -> Legend:
    """The legend lines among these."""
    found: set[int] = set()
    codes: dict[str, MonthStatus | None] = {}
    for one in legends_of(lines):
        found |= one.lines
        codes.update(one.codes)
    return Legend(frozenset(found), codes)


def legends_of(lines: Sequence[Line]) -> Iterator[Legend]:
    """Each run of lines that is a legend."""
    read = [_NOTHING if _is_row(line) else _read(line.words) for line in lines]
    at = 0
    while at < len(read):
        end = at
        while end < len(read) and _goes_on(read[end], first=end == at):
            end += 1
        run = read[at:end]
        if run and (run[0].title or sum(len(r.pairs) for r in run) >= 2) and any(r.phrases for r in run):
            yield Legend(frozenset(range(at, end)), dict(pair for r in run for pair in r.pairs))
        at = max(end, at + 1)


def _is_row(line: Line) -> bool:
    """`Balance | $812 | Not reported | Not reported`: a label of an account and its values, whatever codes these resemble."""
    return len(line.cells) > 1 and account_labels().name_of(line.cells[0].text) is not None


def _goes_on(one: _Reading, *, first: bool) -> bool:
    if one.title:
        return first
    return one.phrases > 0 and one.covered >= (0.85 if first else 0.6)


def _read(words: Sequence[Word]) -> _Reading:
    texts = [w.text for w in words]
    if _TITLES.name_of(" ".join(texts)):
        return _Reading(1.0, 0, (), title=True)
    if not any(map(_PHRASES.begins, texts)):
        return _Reading(0.0, 0, ())  # most lines
    at = covered = 0
    said: list[_Said] = []
    while at < len(texts):
        phrase = _PHRASES.match(texts, at)
        days_alone = not said or said[-1].code is None
        if phrase is not None and not (days_alone and texts[at].upper() in _DAYS and phrase.tokens == 1):
            colon = texts[phrase.end - 1].endswith(":")
            said.append(_Said(status=(LEGEND_PHRASES[phrase.name],), colon=colon))
            covered += phrase.end - at
            at = phrase.end
            continue
        if _is_code(texts[at]) or _is_numbered(texts, at):
            said.append(_Said(code=code_of(texts[at])))
            covered += 1
        elif texts[at] in _LINKS:
            covered += 1
        else:
            said.append(_Said())
        at += 1
    return _Reading(covered / len(texts), sum(bool(one.status) for one in said), _meanings(said))


@dataclass(frozen=True, slots=True)
class _Said:
    """A code, a phrase by what it means, or a word of neither."""

    code: str | None = None
    status: tuple[MonthStatus | None, ...] = ()
    colon: bool = False


def _meanings(said: Sequence[_Said]) -> tuple[tuple[str, MonthStatus | None], ...]:
    """Each code with the phrase behind it; or with the one before it, on a line that begins with a phrase and ends with
    a code, if colons or the days of both tell: `Pays as Agreed: *  30-59 Days Past Due: 30`."""
    if not (said and said[0].status and said[-1].code):
        return tuple((a.code, b.status[0]) for a, b in pairwise(said) if a.code and b.status and _agree(a, b))
    before = [(a, b) for a, b in pairwise(said) if a.status and b.code]
    days = [_agree(b, a) for a, b in before if b.code in _DAYS]
    if not all(days) or not (days or all(one.colon for one in said if one.status)):
        return ()
    return tuple((b.code, a.status[0]) for a, b in before if b.code)


def _agree(code: _Said, phrase: _Said) -> bool:
    return code.code not in _DAYS or code.code == phrase.status[0]


def _is_code(text: str) -> bool:
    """Something as short as a code; digits only where they are days."""
    key = code_of(text)
    return bool(key) and len(key) <= 4 and (key in _DAYS or not key.isdecimal()) and text not in _LINKS


def _is_numbered(texts: Sequence[str], at: int) -> bool:
    """`1 = 30 days late`: a single figure, which without the sign could be a count."""
    return (
        len(texts[at]) == 1 and texts[at].isdecimal() and at + 1 < len(texts) and texts[at + 1] in ("=", ":")
    )


@dataclass(frozen=True, slots=True)
class Told:
    """Months that a sentence gives one status: `clause` are the words of the status, `words` of the months."""

    months: tuple[PartialDate, ...]
    status: MonthStatus
    clause: tuple[Word, ...]
    words: tuple[Word, ...]


def told_months(stream: Sequence[Token]) -> Iterator[Told]:
    """`30 days past due as of Dec 2023, Aug 2023`; `Charge Off as of Jan 2024 to May 2024`."""
    texts = [t.words[0].text if t.kind != "dated" else "" for t in stream]
    for at in range(1, len(stream) - 2):
        if texts[at].lower() != "as" or texts[at + 1].lower() != "of":
            continue
        begin, status = _status_before(texts, at)
        if status is None:
            continue
        clause = tuple(w for t in stream[begin : at + 2] for w in t.words)
        for months, words in _dates_after(stream, at + 2):
            yield Told(months, status, clause, words)


def _status_before(texts: Sequence[str], end: int) -> tuple[int, MonthStatus | None]:
    """The longest known phrase that ends right there; an amount before it is another sentence."""
    for count in range(min(_REACH, end), 0, -1):
        phrase = _PHRASES.name_of(" ".join(texts[end - count : end]))
        if phrase is not None:
            status = LEGEND_PHRASES[phrase]
            return end - count, None if status in ("OK", "ND", "PAID") else status
    return end, None


def _dates_after(
    stream: Sequence[Token], at: int
) -> Iterator[tuple[tuple[PartialDate, ...], tuple[Word, ...]]]:
    while at < len(stream) and stream[at].kind == "dated":
        first, end = stream[at], at + 1
        words = list(first.words)
        months: tuple[PartialDate, ...] | None = (_month(first),)
        if end + 1 < len(stream) and _is_to(stream[end]) and stream[end + 1].kind == "dated":
            words += [*stream[end].words, *stream[end + 1].words]
            months = _expand(_month(first), _month(stream[end + 1]))
            end += 2
        if months:
            yield months, tuple(words)
        if end < len(stream) and stream[end].words[0].text in (",", "and", "&"):
            end += 1
        at = end


def _is_to(one: Token) -> bool:
    return one.words[0].text.lower() in ("to", "through", "thru", "-", "–", "—", "until")


def _month(one: Token) -> PartialDate:
    return PartialDate(one.year or 0, one.month)


def _expand(first: PartialDate, last: PartialDate) -> tuple[PartialDate, ...] | None:
    """Every month of the range, whichever end is named first; None for one longer than any history."""
    a, b = sorted(12 * d.year + (d.month or 1) - 1 for d in (first, last))
    return tuple(PartialDate(m // 12, m % 12 + 1) for m in range(a, b + 1)) if b - a < 120 else None

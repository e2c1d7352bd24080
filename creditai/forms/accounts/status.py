"""Status sentences -> status_text, status, condition, and the amounts and dates they carry.

`Account charged off. $800 written off. $800 past due as of May 2026.` holds a status and two amounts;
each amount's evidence is its own words of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from creditai.documents import Word
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import DateStyle, put, settle, text_of
from creditai.forms.pairs import Pair
from creditai.values import Why, is_dash, parse_date, parse_money
from creditai.vocabulary.kinds import disputed_of
from creditai.vocabulary.statuses import VIA, condition_of, is_condition_only, status_of

_WRITTEN_OFF = re.compile(r"^(?:\S+ ){1,2}(?:was )?(?:written off|charged off|write-?off)", re.I)
_PAST_DUE = re.compile(r"^(?:\S+ ){1,2}(?:is )?past due\b", re.I)
_REMOVAL = (
    ("account", re.compile(r"scheduled to continue on record until (?P<date>[^.]+)", re.I)),
    (
        "mark",
        re.compile(
            r"\bby (?P<date>\S+(?: \d{1,2},)? ?\d{4}), this account is scheduled to go to a positive status",
            re.I,
        ),
    ),
    (
        "account",
        re.compile(
            r"(?:will be|is scheduled to be|to be) (?:removed|deleted)(?: from \w+(?: \w+){0,3})? (?:in|on|by) (?P<date>[^.]+)",
            re.I,
        ),
    ),
    (
        "account",
        re.compile(
            r"(?:remains?|stay|continue)s? on (?:record|file|your (?:credit )?report) until (?P<date>[^.]+)",
            re.I,
        ),
    ),
)
_RANK = (
    ("pay status", 0),
    ("payment status", 0),
    ("current payment status", 0),
    ("manner", 0),
    ("estado de pago", 0),
    ("rating", 2),
)


def read_statuses(slot: Slot, pairs: Sequence[Pair], style: DateStyle) -> None:
    """All labels that speak of status: the payment status is the status, a mere `Closed` the condition."""
    said = [p for p in pairs if p.words and not is_dash(p.text)]
    silent = [p for p in pairs if p not in said]
    text = [p for p in said if p.label.name == "status"]
    if len(text) > 1:
        for pair in _mere_conditions(text):
            _put_condition(slot, pair.words, pair.label.words)
            text.remove(pair)
    text.sort(key=lambda p: _rank(p))
    for n, pair in enumerate(text):
        if n == 0:
            _put_status(slot, pair, style)
        elif pair.text == slot.fields.get("status_text"):
            slot.ledger.claim([*pair.label.words, *pair.words])
        else:
            slot.other(pair.label.words, pair.words)
    for pair in (p for p in said if p.label.name == "status_details"):
        read_sentences(slot, pair.words, style)
        slot.other(pair.label.words, pair.words)
    for pair in silent:
        put(slot, "status_text", pair.label.words, pair.words)


def _mere_conditions(pairs: Sequence[Pair]) -> list[Pair]:
    """Those that only say open or closed; where all do, the one labelled as the payment status is that."""
    mere = [p for p in pairs if is_condition_only(p.text)]
    own = next((p for p in mere if _rank(p) == 0), None) if len(mere) == len(pairs) else None
    return [p for p in mere if p is not own]


def _rank(pair: Pair) -> int:
    wording = text_of(pair.label.words).casefold()
    return next((rank for part, rank in _RANK if part in wording), 1)


def _put_status(slot: Slot, pair: Pair, style: DateStyle) -> None:
    words = pair.words
    text = text_of(words)
    if not settle(slot, "status_text", text.strip("<> ") or text, words, label=pair.label.words):
        return
    status = status_of(text)
    if status is not None:
        settle(slot, "status", status, words, via=VIA)
    else:
        slot.miss("status", "no_contract_value", words)
    _put_condition(slot, words, ())
    if disputed_of(text) is True:
        settle(slot, "disputed", True, words, via="disputed")
    read_sentences(slot, words, style)


def _put_condition(slot: Slot, words: Sequence[Word], label: Sequence[Word]) -> None:
    condition = condition_of(text_of(words))
    if condition is not None and "condition" not in slot.fields:
        slot.put("condition", condition, words, via="condition")
    slot.ledger.claim([*label, *words])


def read_sentences(slot: Slot, words: Sequence[Word], style: DateStyle) -> None:
    """Amounts and removal dates inside a sentence."""
    for i in range(len(words)):
        rest = text_of(words[i : i + 6])
        for name, shape in (("charge_off_amount", _WRITTEN_OFF), ("past_due", _PAST_DUE)):
            if name not in slot.fields and shape.match(rest):
                end = i + (2 if words[i].text == "$" else 1)
                amount = parse_money(text_of(words[i:end]))
                if "$" in text_of(words[i:end]) and not isinstance(amount, Why):
                    settle(slot, name, amount, words[i : end + 2])
    for start, end, covers in removal_sentences(words):
        put_removal_sentence(slot, words[start:end], covers, style)


def removal_sentences(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """(first word, word after the last, what it covers) of each sentence that says when something goes."""
    start = 0
    for i, word in enumerate(words):
        if word.text.endswith((".", "!")) or i + 1 == len(words):
            sentence = text_of(words[start : i + 1])
            covers = next((kind for kind, shape in _REMOVAL if shape.search(sentence)), None)
            if covers:
                yield start, i + 1, covers
            start = i + 1


def put_removal_sentence(slot: Slot, words: Sequence[Word], covers: str, style: DateStyle) -> None:
    sentence = text_of(words)
    for kind, shape in _REMOVAL:
        found = shape.search(sentence)
        if kind != covers or found is None:
            continue
        removal = parse_date(found["date"], order=style.order)
        settle(slot, "removal_text", sentence, words)
        if isinstance(removal, Why):
            slot.miss("removal", "unreadable", words)
            return
        settle(slot, "removal", removal, words)
        settle(slot, "removal_covers", covers, words, via="removal_covers")
        return

"""The fields of an account that take more than a parse: terms, responsibility, portfolio, removal,
remarks, disputes, contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from creditai.documents import Word
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import DateStyle, put, settle, text_of
from creditai.forms.layout_print import Print
from creditai.forms.pairs import Pair
from creditai.values import Why, is_dash, parse_date, parse_money
from creditai.vocabulary.kinds import disputed_of, portfolio_of, responsibility_of
from creditai.vocabulary.sections import subheading_of
from creditai.vocabulary.statuses import condition_of

Named = Mapping[str, Sequence[Pair]]


def read_terms(slot: Slot, named: Named) -> None:
    """Duration first; the frequency of payments is the terms only where no duration is printed."""
    for pair in named.get("terms", ()):
        put(slot, "terms", pair.label.words, pair.words)
    for pair in named.get("terms_frequency", ()):
        if "terms" in slot.fields and pair.words and not is_dash(pair.text):
            slot.other(pair.label.words, pair.words)
        else:
            put(slot, "terms", pair.label.words, pair.words)


def read_responsibility(slot: Slot, pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        if not put(slot, "responsibility_text", pair.label.words, pair.words) or not pair.words:
            continue
        found = responsibility_of(pair.text)
        if found is not None:
            settle(slot, "responsibility", found, pair.words, via="responsibility")
        else:
            slot.miss("responsibility", "no_contract_value", pair.words)


def read_portfolio(layout: Print, slot: Slot, named: Named) -> None:
    """`Account Type` is the portfolio where `Loan Type` is printed beside it; else it is the type."""
    for pair in named.get("portfolio", ()):
        _put_portfolio(slot, pair)
    types = list(named.get("account_type", ()))
    if len(types) > 1:
        plain = [p for p in types if _is_account_type(p)]
        others = [p for p in types if not _is_account_type(p)]
        if plain and others and all(portfolio_of(p.text) or not p.words for p in plain):
            for pair in plain:
                _put_portfolio(slot, pair)
            types = others
    for pair in types:
        if put(slot, "account_type", pair.label.words, pair.words) and layout.portfolio:
            found = portfolio_of(pair.text)
            if found is not None and "portfolio" not in slot.fields:
                slot.put("portfolio", found, pair.words, via="portfolio")


def _is_account_type(pair: Pair) -> bool:
    return text_of(pair.label.words).casefold().strip(": ") in (
        "account type",
        "type of account",
        "tipo de cuenta",
    )


def _put_portfolio(slot: Slot, pair: Pair) -> None:
    found = portfolio_of(pair.text) if pair.words else None
    if found is not None:
        settle(slot, "portfolio", found, pair.words, label=pair.label.words, via="portfolio")
    elif pair.words and not is_dash(pair.text):
        slot.miss("portfolio", "no_contract_value", [*pair.label.words, *pair.words])
    else:
        slot.miss("portfolio", "dash" if pair.words else "blank", [*pair.label.words, *pair.words])


def read_condition(slot: Slot, pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        _read_kind(slot, "condition", condition_of, pair)


def read_removal(slot: Slot, pairs: Sequence[Pair], style: DateStyle) -> None:
    """A label with a date: it speaks of the whole account."""
    for pair in pairs:
        date = parse_date(pair.text, order=style.order, short=style.short) if pair.words else Why("blank")
        if isinstance(date, Why):
            put(slot, "removal", pair.label.words, pair.words, style=style)
            continue
        if settle(slot, "removal", date, pair.words, label=pair.label.words):
            settle(slot, "removal_text", text_of(pair.words), pair.words)
            settle(slot, "removal_covers", "account", [*pair.label.words], via="removal_covers")


def read_limit_or_amount(slot: Slot, pairs: Sequence[Pair]) -> None:
    """One label for two fields: the limit of revolving credit, else the original amount."""
    for pair in pairs:
        kind = (slot.fields.get("account_type") or "").casefold() + " " + (slot.fields.get("portfolio") or "")
        revolving = any(
            w in kind for w in ("revolving", "credit card", "charge", "line of credit", "flexible")
        )
        other = any(w in kind for w in ("install", "mortgage", "auto", "loan", "education", "collection"))
        if revolving or other:
            put(slot, "credit_limit" if revolving else "high_credit", pair.label.words, pair.words)
        elif pair.words and not isinstance(parse_money(pair.text), Why):
            slot.other(pair.label.words, pair.words)
        else:
            slot.ledger.claim([*pair.label.words, *pair.words])


def read_remarks(slot: Slot, pairs: Sequence[Pair]) -> None:
    """One remark per printed line or sentence group; a line that runs to the edge goes on."""
    for pair in pairs:
        slot.ledger.claim(pair.label.words)
        if not pair.words or is_dash(pair.text):
            slot.ledger.claim(pair.words)
            continue
        for words in remark_runs(pair.lines):
            put_remark(slot, words)


def remark_runs(lines: Sequence[tuple[Word, ...]]) -> list[list[Word]]:
    """Lines -> remarks. A line continues the one before when that one reached the widest line's edge and
    did not end its sentence."""
    edge = max(line[-1].x1 for line in lines)
    runs: list[list[Word]] = []
    for n, line in enumerate(lines):
        before = lines[n - 1] if n else None
        goes_on = (
            before is not None
            and not before[-1].text.endswith((".", ";", "<", "|"))
            and (before[-1].x1 > 0.8 * edge or line[0].text[:1].islower())
        )
        if goes_on:
            runs[-1].extend(line)
        else:
            runs.append(list(line))
    return [part for run in runs for part in _apart(run)]


def _apart(words: Sequence[Word]) -> list[list[Word]]:
    """`>PLACED FOR COLLECTION<; >DISPUTED BY CONSUMER<`: each in its own brackets."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if parts[-1] and word.text.startswith(">") and parts[-1][-1].text.rstrip(";,").endswith("<"):
            parts.append([])
        parts[-1].append(word)
    return parts


def put_remark(slot: Slot, words: Sequence[Word]) -> None:
    text = text_of(words).strip("<>;| ")
    if not text or is_dash(text) or subheading_of(text) is not None:
        slot.ledger.claim(words)
        return
    slot.add("remarks", text, words)
    disputed = disputed_of(text)
    if disputed is not None:
        settle(slot, "disputed", disputed, words, via="disputed")


def read_dispute(slot: Slot, pair: Pair) -> None:
    _read_kind(slot, "disputed", disputed_of, pair)


def _read_kind(slot: Slot, name: str, kind_of: Callable[[str], Any], pair: Pair) -> None:
    """A field of few values: what is none of them is kept as it is printed."""
    found = kind_of(pair.text) if pair.words else None
    if found is not None:
        settle(slot, name, found, pair.words, label=pair.label.words, via=name)
    elif pair.words and not is_dash(pair.text):
        slot.other(pair.label.words, pair.words)
    else:
        slot.miss(name, "dash" if pair.words else "blank", [*pair.label.words, *pair.words])

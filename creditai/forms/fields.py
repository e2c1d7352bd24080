"""What kind of value a field takes, and one way to put it: parse, or say why not.

Kinds: money, date, phone, text. A label's words are claimed whether or not a value came of it; a
field printed twice with different values becomes null with the reason `conflict`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from creditai.documents import Word
from creditai.forms.draft.broken import printed
from creditai.forms.draft.places import unsure
from creditai.forms.draft.slots import Slot
from creditai.report import Missing
from creditai.values import PartialDate, Why, is_dash, parse_date, parse_money, parse_phone

_MONEY = "credit_limit high_credit balance past_due monthly_payment charge_off_amount amount limit_or_amount"
_DATE = (
    "opened closed reported last_payment last_activity first_delinquency charged_off removal date filed "
    "resolved expires report_date ordered birth_date"
)
_KINDS = {
    **dict.fromkeys(_MONEY.split(), "money"),
    **dict.fromkeys(_DATE.split(), "date"),
    "furnisher_phone": "phone",
    "phone": "phone",
}
_AMOUNT = re.compile(r"(\$\S*)(?: from \S+ to (\d{1,2}/\d{4}))?", re.I)
"""An amount, and the last month of the range that it holds for."""


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How this print writes dates: see `values.parse_date`."""

    order: str = "us"
    short: str = ""


US = DateStyle()


def kind_of(name: str) -> str:
    """money, date, phone or text; of an `other:` label only by its wording, as a hint."""
    return _KINDS.get(name, "text")


def text_of(words: Sequence[Word]) -> str:
    return printed(words)


def parse(name: str, text: str, style: DateStyle = US) -> Any:
    """The value that `text` is for this field, or Why not."""
    kind = kind_of(name)
    text = text.strip().strip("<>")
    if kind == "money":
        return parse_money(text)
    if kind == "date":
        return parse_date(text, order=style.order, short=style.short)
    if kind == "phone":
        return parse_phone(text)
    bare = text.strip()
    if not bare:
        return Why("blank")
    return Why("dash") if is_dash(bare) else bare


_SEVERAL = re.compile(r"(?<=\d{4})(?:,? and |, ?|; ?)", re.I)


def fits(name: str, text: str, style: DateStyle = US) -> bool:
    """Could these words be this field's value? A dash fits every field."""
    found = parse(name, text, style)
    if not isinstance(found, Why) or found.reason in ("dash", "ambiguous"):
        return True
    days = _SEVERAL.split(text) if kind_of(name) == "date" else []
    return len(days) > 1 and all(not isinstance(parse(name, day, style), Why) for day in days)


def answers(name: str, text: str) -> bool:
    """Could these words be the value of this label by itself, where a longer label begins with the same words? A bare
    date answers no label of words (`Status | Feb 2026` over `Updated`), a bare number no address."""
    if kind_of(name) != "text" or text == "-":
        return fits(name, text)
    if name.endswith(("address", "addresses")) and not any(map(str.isalpha, text)):
        return False
    return fits(name, text) and not fits("reported", text)


def newest_amount(words: Sequence[Word]) -> Sequence[Word]:
    """`High balance of $900 from 01/2024 to 02/2026; $700 from ...`: the words of the amount whose range
    ends last. Other words are returned as they are."""
    if len(words) > 1 and words[0].text.startswith("$") and words[1].text.casefold() in ("as", "/paid", "/"):
        return words[:1]  # "$0 /paid as of 02/2015"
    best: tuple[PartialDate, Word] | None = None
    amounts = [word for word in words if word.text.startswith("$")]
    for word, (_, last) in zip(amounts, _AMOUNT.findall(text_of(words)) if amounts else (), strict=False):
        until = parse_date(last) if last else Why("blank")
        if not isinstance(until, Why) and (best is None or until > best[0]):
            best = (until, word)
    return words if best is None else [best[1]]


def put(
    slot: Slot,
    name: str,
    label: Sequence[Word],
    value: Sequence[Word],
    *,
    style: DateStyle = US,
    said: Any = None,
    via: str | None = None,
) -> bool:
    """Put what `value` says (or `said`, already understood) into the field; True when it now has a value."""
    if said is None and kind_of(name) == "money":
        slot.ledger.claim(value if len(newest_amount(value)) < len(value) else ())
        value = newest_amount(value)
    found = said if said is not None else parse(name, text_of(value), style)
    if isinstance(found, Why):
        slot.ledger.claim(label)
        if name not in slot.fields:
            slot.miss(name, found.reason, [*label, *value])  # type: ignore[arg-type]
        else:
            slot.ledger.claim(value)
        return name in slot.fields
    return settle(slot, name, found, value, label=label, via=via)


def _was_empty(known: Missing, label: Sequence[Word]) -> bool:
    """This very label stood here before without a value: two prints of it that differ."""
    same = bool(label) and (known.text or "").startswith(text_of(label))
    return same and known.reason in ("blank", "dash")


def settle(
    slot: Slot,
    name: str,
    found: Any,
    words: Sequence[Word],
    *,
    label: Sequence[Word] = (),
    via: str | None = None,
) -> bool:
    """Put a value once: a second, different print of it makes the field null (`conflict`). A second print
    that OCR was not sure of denies nothing."""
    slot.ledger.claim(label)
    known = slot.missing.get(name)
    if known is not None and name not in slot.fields and _was_empty(known, label):
        slot.missing[name] = known = replace(known, reason="conflict")
    if known is not None and known.reason == "conflict":
        slot.ledger.claim(words)
        return False
    if name in slot.fields and slot.fields[name] != found and not unsure(words):
        del slot.fields[name]
        del slot.evidence[name]
        slot.miss(name, "conflict", [*label, *words])
        return False
    if name in slot.fields:
        slot.ledger.claim(words)
    else:
        slot.put(name, found, words, via=via)
    return name in slot.fields


def put_other(slot: Slot, label: Sequence[Word], value: Sequence[Word]) -> None:
    """A label that has no field; without a value it is only claimed."""
    if value and text_of(value).strip(" -–—"):
        slot.other(label, value)
    else:
        slot.ledger.claim([*label, *value])


def dates_in(words: Sequence[Word], style: DateStyle) -> list[list[Word]]:
    """The runs of words that are dates: `03/15/2026, 02/01/2026`, `Mar 15, 2026 and Feb 1, 2026`."""
    runs: list[list[Word]] = []
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            run = list(words[i : i + n])
            text = text_of(run).rstrip(",;")
            date = parse_date(text, order=style.order, short=style.short)
            if len(run) == n and not isinstance(date, Why) and (n > 1 or len(text) > 4):
                runs.append(run)
                i += n - 1
                break
        i += 1
    return runs

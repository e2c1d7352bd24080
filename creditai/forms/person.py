"""The consumer as a section prints them: names, addresses, birth, employers, telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.accounts import Here, put_other
from creditai.forms.blocks import is_icon
from creditai.forms.draft import Slot
from creditai.forms.fields import put, settle, text_of
from creditai.forms.pairs import Pair, pairs_in
from creditai.values import Why, is_dash, parse_phone, parse_ssn_last4
from creditai.vocabulary.labels import person_labels

_LISTS = ("names", "addresses", "phones", "employers")


def read_person(here: Here, lines: Sequence[Line]) -> None:
    """Every labelled fact about the consumer in these lines."""
    for pair in pairs_in(lines, person_labels(), here.print.dates).pairs:
        known = pair.label.name in (*_LISTS, "ssn", "birth_date")
        slot = here.draft.person(here.bureau) if known else here.draft.root
        put_fact(here, slot, here.draft.root, pair)
    here.draft.claim(w for line in lines for w in line.words if is_icon(w))


def put_fact(here: Here, slot: Slot, dated: Slot, pair: Pair) -> None:
    """One labelled fact; `dated` takes the report's date and number."""
    name = pair.label.name
    if name in _LISTS:
        _put_list(here, slot, name, pair)
    elif name == "ssn":
        _put_ssn(slot, pair)
    elif name == "birth_date":
        put(slot, name, pair.label.words, pair.words, style=here.print.dates)
    elif name in ("report_date", "report_number"):
        put(dated, name, pair.label.words, pair.words, style=here.print.dates)
    else:
        put_other(here.draft.root, pair)


def _put_ssn(slot: Slot, pair: Pair) -> None:
    """The last four digits only; the other words of the number never leave the page."""
    last4 = parse_ssn_last4(pair.text)
    if isinstance(last4, Why):
        put(slot, "ssn_last4", pair.label.words, pair.words, said=last4)
    else:
        settle(slot, "ssn_last4", last4, pair.words, label=pair.label.words)


def _put_list(here: Here, slot: Slot, name: str, pair: Pair) -> None:
    slot.draft.claim(pair.label.words)
    if not pair.words or is_dash(pair.text):
        slot.draft.claim(pair.words)
        return
    for words in _items(name, pair.lines):
        text = text_of(words).strip(" ;|•")
        if name == "phones" and isinstance(parse_phone(text), Why):
            continue
        if text and not is_dash(text):
            _add_once(slot, name, text, words)


def _add_once(slot: Slot, name: str, text: str, words: Sequence[Word]) -> None:
    from creditai.forms.draft import Leaf

    have = [p for p in slot.parts.get(name, []) if isinstance(p, Leaf)]
    if any(p.value == text for p in have):
        slot.draft.claim(words)
    else:
        slot.add(name, text, words)


def _items(name: str, lines: Sequence[tuple[Word, ...]]) -> list[list[Word]]:
    """Lines -> items: one a line, or more at semicolons; an address runs to its ZIP code."""
    if name == "addresses":
        return _addresses(lines)
    items: list[list[Word]] = []
    for line in lines:
        items.append([])
        for word in line:
            if word.text in ("|", "•", ";"):
                items.append([])
                continue
            items[-1].append(word)
            if word.text.endswith(";") and name in ("names", "phones", "employers"):
                items.append([])
    return [item for item in items if item]


def _addresses(lines: Sequence[tuple[Word, ...]]) -> list[list[Word]]:
    items: list[list[Word]] = []
    done = True
    for line in lines:
        if done:
            items.append([])
        items[-1].extend(line)
        last = line[-1].text.rstrip(",;|")
        done = last.replace("-", "").isdigit() and len(last.replace("-", "")) in (5, 9)
    return items

"""The consumer as a section prints them: names, addresses, birth, employers, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.draft.slots import Leaf, Slot
from creditai.forms.employment import employers_in
from creditai.forms.fields import dates_in, put, put_other, settle, text_of
from creditai.forms.here import Here
from creditai.forms.pairs import Pair, Pairs, pairs_in
from creditai.forms.pairs.items import is_icon
from creditai.forms.side_by_side import lists_apart
from creditai.values import Why, is_dash, parse_date, parse_phone, parse_ssn_last4
from creditai.vocabulary.employers import HEADS
from creditai.vocabulary.labels import person_labels
from creditai.vocabulary.sections import section_of, subheading_of
from creditai.vocabulary.wordings import Wordings

_END_ALONE = re.compile(r"[A-Z]{2}[.,]?\s+\d{5}(?:-\d{4})?", re.I)
_POSTAL_CODE = re.compile(r"[A-Z]\d[A-Z] \d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
_FIRM = re.compile(
    r"\b(?:mortgage|lending|lenders?|financial|funding|bancorp|llc|inc|corp|credit union|home loans|bank (?:usa|of))\b",
    re.I,
)
"""Words of no person's name: who is named so after `Prepared for` asked for the report."""

_LISTS = ("names", "addresses", "phones", "employers")


def read_person(here: Here, lines: Sequence[Line], labels: Wordings | None = None) -> None:
    """Every labelled fact about the consumer in these lines."""
    for words in employers_in(lines):
        if _can_be("employers", text_of(words).strip(" -–—")):
            _add_once(here.draft.person(here.bureau), "employers", text_of(words), words)
    found = _paired(here, lines, labels or person_labels())
    for pair in sorted(found.pairs, key=lambda pair: pair.label.name == "ordered"):
        known = pair.label.name in (*_LISTS, "ssn", "birth_date")
        slot = here.draft.person(here.bureau) if known else here.draft.root
        put_fact(here, slot, here.draft.root, pair)
    _read_lists(here, found)
    here.draft.claim(w for line in lines for w in line.words if is_icon(w))


def _paired(here: Here, lines: Sequence[Line], labels: Wordings) -> Pairs:
    """Lists side by side are paired one by one: a line of one may be level with a line of the other."""
    whole = Pairs([], [])
    at = 0
    for group in lists_apart(lines, labels, frozenset(_LISTS)):
        found = pairs_in(group, labels, here.print.dates)
        for pair in found.pairs:
            pair.row, pair.last_row = pair.row + at, pair.last_row + at
        whole.pairs += found.pairs
        whole.loose += [(row + at, run) for row, run in found.loose]
        at += len(group)
    return whole


def _read_lists(here: Here, found: Pairs) -> None:
    """Under a heading that is a list's name (`Names`, `Addresses`) more items follow, with labels of their
    own between them: every loose run down to the next such heading is one."""
    lists = [p for p in found.pairs if p.label.name in (*_LISTS, "birth_date") and _is_heading(p)]
    heads = [p for p in lists if not _is_in_a_row(p, found.pairs)]
    if not heads:
        return
    for n, head in enumerate(heads):
        end = heads[n + 1].row if n + 1 < len(heads) else 1_000_000
        names = [p for p in found.pairs if head.row < p.row < end and p.label.name.startswith("other:")]
        if not names or head.label.name not in _LISTS:
            continue
        runs = [(row, run) for row, run in found.loose if head.row < row < end]
        _loose_items(here, head, [tuple(run.words) for _, run in runs if abs(run.x0 - head.label.x0) < 40])


def _is_heading(pair: Pair) -> bool:
    """The label stands over its values, not beside them."""
    if not pair.lines:
        return not pair.label.colon
    return pair.lines[0][0].y0 > pair.label.words[-1].y1 - 1


def _is_in_a_row(head: Pair, pairs: Sequence[Pair]) -> bool:
    """Does what began further up go on left of it? `12 SAMPLE ST | Former`: a cell of a table's row, no heading."""
    label = head.label.words[0]
    middle = (label.y0 + label.y1) / 2
    before = (p for p in pairs if p.row < head.row and p.label.x0 < label.x0)
    return any(
        w.page == label.page and w.x1 < label.x0 and w.y0 < middle < w.y1 for p in before for w in p.words
    )


def _loose_items(here: Here, head: Pair, lines: list[tuple[Word, ...]]) -> None:
    name = head.label.name
    slot = here.draft.person(here.bureau)
    for words in _items(name, [line for line in lines if here.draft.is_open(line[0])]):
        text = text_of(words).strip(" ;|•")
        ends_well = name != "addresses" or _ends_address(words)
        if name == "phones" and isinstance(parse_phone(text), Why):
            continue
        if ends_well and _can_be(name, text):
            _add_once(slot, name, text, words)


def put_fact(here: Here, slot: Slot, dated: Slot, pair: Pair) -> None:
    """One labelled fact; `dated` takes the report's date and number."""
    name = pair.label.name
    if name in _LISTS:
        _put_list(here, slot, name, pair)
    elif name == "ssn":
        _put_ssn(slot, pair)
    elif name == "birth_date":
        put(slot, name, pair.label.words, pair.words, style=here.print.dates)
    elif name == "report_date":
        first = next(
            iter(dates_in(pair.words, here.print.dates)), pair.words
        )  # `10/15/2026 · Updates weekly`
        put(dated, name, pair.label.words, first, style=here.print.dates)
    elif name == "ordered" and pair.words and "report_date" not in dated.fields:
        put(dated, "report_date", pair.label.words, pair.words, style=here.print.dates)
    elif name == "report_number":
        put(dated, name, pair.label.words, number_in(pair), style=here.print.dates)
    else:
        put_other(here.draft.root, pair.label.words, pair.words)


def number_in(pair: Pair) -> Sequence[Word]:
    """The number's own words: what stands after them or on the next line is something else."""
    first = pair.lines[0] if pair.lines else ()
    end = next((n for n, word in enumerate(first) if not any(c.isdigit() for c in word.text)), len(first))
    return first[:end] or first


def _put_ssn(slot: Slot, pair: Pair) -> None:
    """The last four digits only; the other words of the number never leave the page."""
    last4 = parse_ssn_last4(pair.text)
    if isinstance(last4, Why):
        put(slot, "ssn_last4", pair.label.words, pair.words, said=last4)
    else:
        settle(slot, "ssn_last4", last4, pair.words, label=pair.label.words)


def _put_list(here: Here, slot: Slot, name: str, pair: Pair) -> None:
    slot.ledger.claim(pair.label.words)
    if not pair.words or is_dash(pair.text):
        slot.ledger.claim(pair.words)
        return
    for words in _items(name, pair.lines):
        text = text_of(words).strip(" ;|•")
        if name == "phones" and isinstance(parse_phone(text), Why):
            continue
        if text and not is_dash(text) and _can_be(name, text):
            _add_once(slot, name, text, words)


def _can_be(name: str, text: str) -> bool:
    """A date is nobody's name, a heading or the head of a column names nobody's employer, a number is no address, and a state with its
    ZIP code is what is left of an address whose lines were not all found."""
    if name == "addresses":
        return _END_ALONE.fullmatch(text) is None and any(map(str.isalpha, text))
    if name in ("names", "employers"):
        dated = not isinstance(parse_date(text), Why)
        headed = section_of(text) is not None or subheading_of(text) is not None
        firm = name == "names" and _FIRM.search(text) is not None
        return not dated and not headed and not firm and not _are_heads(text.casefold().strip(": "))
    return True


def _are_heads(text: str) -> bool:
    """Heads of columns and nothing else: `occupation date verified`."""
    ends = (head for head in HEADS if text == head or text.endswith(f" {head}"))
    return any(text == head or _are_heads(text.removesuffix(head).rstrip()) for head in ends)


def _add_once(slot: Slot, name: str, text: str, words: Sequence[Word]) -> None:
    have = [p for p in slot.parts.get(name, []) if isinstance(p, Leaf)]
    if any(p.value == text for p in have):
        slot.ledger.claim(words)
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
    for printed in lines:
        line = printed[:-1] if _ends_in_a_day(printed) else printed
        if done or not items:
            items.append([])
        items[-1].extend(line)
        if not any(c.isdigit() for w in items[-1] for c in w.text) and not _ends_address(line):
            items.pop()  # "Apartment complex": about the address before
            continue
        done = _ends_address(line)
    return items


def _ends_in_a_day(words: Sequence[Word]) -> bool:
    """`..., ZZ 00017   08/14/2012`: when it was reported, in the next column."""
    return len(words) > 2 and _ends_address(words[:-1]) and not isinstance(parse_date(words[-1].text), Why)


def _ends_address(words: Sequence[Word]) -> bool:
    """A ZIP code stands last, or Canada's or Britain's postal code."""
    last = words[-1].text.rstrip(",;|").replace("-", "")
    abroad = _POSTAL_CODE.fullmatch(text_of(words[-2:]).rstrip(" ,;|").upper())
    return (last.isdigit() and len(last) in (5, 9)) or abroad is not None

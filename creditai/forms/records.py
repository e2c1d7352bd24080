"""The public records of a section -> slots."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.blocks import Block, blocks_of
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import put, put_other, settle, text_of
from creditai.forms.here import Here
from creditai.forms.pairs import Pair, Pairs, pair_up
from creditai.forms.pairs.items import is_icon
from creditai.forms.pairs.rows import rows_of
from creditai.forms.pairs.settled import settled
from creditai.forms.sections import Style
from creditai.vocabulary.kinds import chapter_of, disposition_of, record_kind_of, voluntary_of
from creditai.vocabulary.labels import record_labels

_STARTERS = frozenset({"kind", "court", "reference", "filed", "status"})
_PLAIN = ("reference", "filed", "resolved", "amount")


def read_records(here: Here, lines: Sequence[Line], style: Style) -> None:
    """Every block of labels in these lines as a public record."""
    for block in blocks_of(rows_of(settled(lines, record_labels()), record_labels()), style, _STARTERS):
        _read_record(here, block)


def _read_record(here: Here, block: Block) -> None:
    heading = [w for line in block.heading for w in line.words]
    taken = {id(w) for w in heading}
    rows = [r for r in block.rows if not taken.intersection(id(w) for w in r.line.words)]
    found = pair_up(rows, here.print.dates)
    put_record(here, found, heading)


def put_record(here: Here, found: Pairs, heading: Sequence[Word]) -> None:
    """These pairs as one public record, if they say anything."""
    if not any(p.words for p in found.pairs):
        return
    slot = here.draft.public_record(here.bureau)
    if here.bureau and here.bureau_words:
        slot.put("bureau", here.bureau, here.bureau_words, via="bureau")
    named: dict[str, list[Pair]] = {}
    for pair in found.pairs:
        named.setdefault(pair.label.name, []).append(pair)
    here.draft.claim(w for w in heading if is_icon(w))
    heading = [w for w in heading if not is_icon(w)]
    for name in _PLAIN:
        for pair in named.get(name, ()):
            put(slot, name, pair.label.words, pair.words, style=here.print.dates)
    _put_status(slot, named.get("status", ()))
    _put_kind(here, slot, named, heading)
    _put_court(slot, named.get("court", ()), heading)
    for name, pairs in named.items():
        if name.startswith("other:"):
            for pair in pairs:
                _put_aside(here, slot, pair)


def _put_aside(here: Here, slot: Slot, pair: Pair) -> None:
    """A public record has no `other` of its own: the report's takes what its labels say."""
    if pair.label.name == "other:Bankruptcy Chapter" and pair.words and "chapter" not in slot.fields:
        digits = pair.text.casefold().removeprefix("chapter").strip()
        if digits in ("7", "11", "12", "13"):
            slot.put("chapter", digits, pair.words)
            here.draft.claim(pair.label.words)
            return
    put_other(here.draft.root, pair.label.words, pair.words)


def _put_status(slot: Slot, pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        if put(slot, "status", pair.label.words, pair.words) and pair.words:
            disposition = disposition_of(pair.text)
            if disposition is not None:
                settle(slot, "disposition", disposition, pair.words, via="disposition")


def _put_kind(here: Here, slot: Slot, named: dict[str, list[Pair]], heading: Sequence[Word]) -> None:
    """From the type as printed, else the heading, else the section's heading."""
    sources: list[Sequence[Word]] = [p.words for p in named.get("kind", ()) if p.words]
    for pair in named.get("kind", ()):
        slot.ledger.claim([*pair.label.words, *pair.words])
    sources += [heading] if heading else []
    sources += [p.words for p in named.get("status", ()) if p.words]
    sources += [here.heading.words] if here.heading is not None else []
    for words in sources:
        text = text_of(words)
        kind = record_kind_of(text)
        if kind is not None and "kind" not in slot.fields:
            slot.put("kind", kind, words, via="record_kind")
        chapter = chapter_of(text)
        if chapter is not None and "chapter" not in slot.fields:
            slot.put("chapter", chapter, words)
        voluntary = voluntary_of(text)
        if voluntary is not None and "voluntary" not in slot.fields:
            slot.put("voluntary", voluntary, words, via="voluntary")
        disposition = disposition_of(text)
        if disposition is not None and kind is not None and "disposition" not in slot.fields:
            slot.put("disposition", disposition, words, via="disposition")
    for pair in named.get("voluntary", ()):
        voluntary = voluntary_of(pair.text)
        if voluntary is not None:
            settle(slot, "voluntary", voluntary, pair.words, label=pair.label.words, via="voluntary")
        slot.ledger.claim([*pair.label.words, *pair.words])
    if "kind" not in slot.fields and sources:
        slot.put("kind", "other", sources[0], via="record_kind")
    slot.fields.setdefault("kind", "other")


def _put_court(slot: Slot, pairs: Sequence[Pair], heading: Sequence[Word]) -> None:
    for pair in pairs:
        put(slot, "court", pair.label.words, pair.words)
    text = text_of(heading)
    if not heading:
        return
    is_court = any(word in text.casefold() for word in ("court", "county", "district", "tribunal"))
    if "court" in slot.fields or (record_kind_of(text) is not None and not is_court):
        slot.ledger.claim(heading)
    else:
        settle(slot, "court", text, heading)

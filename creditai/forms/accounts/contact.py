"""A furnisher's address and telephone number, labelled or not."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import put, text_of
from creditai.forms.line_kinds import looks_like_address, looks_like_phone
from creditai.forms.pairs import Pair, Pairs
from creditai.vocabulary.labels import account_labels


def read_contact(slot: Slot, found: Pairs) -> None:
    """Address and telephone number: labelled, or under `Contact Info`, or loose under the heading."""
    for pair in found.pairs:
        name = pair.label.name
        if name in ("furnisher_address", "furnisher_phone"):
            _put_contact(slot, name, pair)
    loose = [list(run.words) for _, run in found.loose]
    _contact_lines(slot, loose)


def _put_contact(slot: Slot, name: str, pair: Pair) -> None:
    lines = [list(line) for line in pair.lines]
    if name == "furnisher_address" and len(lines) > 1 and text_of(lines[0]) == slot.fields.get("furnisher"):
        slot.ledger.claim(lines.pop(0))
    phones = [line for line in lines if looks_like_phone(text_of(line))]
    if name == "furnisher_address" and phones and len(phones) < len(lines):
        put(slot, name, pair.label.words, [w for line in lines if line not in phones for w in line])
        if "furnisher_phone" not in slot.fields:
            put(slot, "furnisher_phone", (), phones[0])
        return
    put(slot, name, pair.label.words, [w for line in lines for w in line])


def _contact_lines(slot: Slot, lines: Sequence[list[Word]]) -> None:
    """An address begins at a line shaped like one and runs to the line with its ZIP code."""
    address: list[Word] = []
    for line in lines:
        words, phone = _split_phone(_without_label(slot, line))
        if phone and "furnisher_phone" not in slot.fields:
            slot.put("furnisher_phone", _bare_phone(phone), phone)
        if not words or "furnisher_address" in slot.fields:
            continue
        text = text_of(words)
        if address and abs(words[0].x0 - address[0].x0) > 12 and not _beside(address[-1], words[0]):
            break
        if address or looks_like_address(text.lstrip("(")):
            address += words
            if _ends_address(text):
                slot.put("furnisher_address", text_of(address).strip("|,; ()"), address)
                address = []
    if address and "furnisher_address" not in slot.fields and looks_like_address(text_of(address)):
        slot.put("furnisher_address", text_of(address).strip("|,; ()"), address)


def _without_label(slot: Slot, line: list[Word]) -> list[Word]:
    """`Address PO BOX 1, TOWN, ZZ 00017`, a label and its value in one cell."""
    rest = line[1:]
    labelled = len(rest) > 2 and account_labels().name_of(line[0].text) == "furnisher_address"
    if not labelled or not looks_like_address(text_of(rest)):
        return line
    slot.ledger.claim(line[:1])
    return rest


def _beside(word: Word, other: Word) -> bool:
    """On one line: an address cut by bars goes on there."""
    return word.page == other.page and word.y0 < (other.y0 + other.y1) / 2 < word.y1


def _split_phone(line: list[Word]) -> tuple[list[Word], list[Word]]:
    """`PO Box 1, Town ST 00000 | (800) 555-0100` -> the address's words and the number's."""
    for size in (2, 1, 3):
        if len(line) >= size and looks_like_phone(_bare_phone(line[-size:])):
            rest = line[:-size]
            while rest and rest[-1].text in ("|", "•", ",", "-", ":"):
                rest = rest[:-1]
            return rest, line[-size:]
    return line, []


def _bare_phone(words: Sequence[Word]) -> str:
    """Without the bracket that closes a whole line in brackets."""
    text = text_of(words).strip("|,; ")
    return text[:-1] if text.count(")") > text.count("(") else text


def _ends_address(text: str) -> bool:
    bare = text.rstrip(" ,|)")
    return bare[-5:].isdigit() or (len(bare) > 10 and bare[-4:].isdigit() and bare[-5] == "-")

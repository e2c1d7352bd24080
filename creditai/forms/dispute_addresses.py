"""Where the paper says to send a dispute: post-office boxes and streets up to their ZIP code."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.fields import text_of
from creditai.forms.here import Here
from creditai.forms.line_kinds import looks_like_address
from creditai.vocabulary.kinds import bureau_of

_LINES = 3
"""An address has at most this many lines from its street or box to its ZIP code."""


def read_dispute_addresses(here: Here, lines: Sequence[Line]) -> None:
    """Every whole address in these lines; the words around them are instructions, ignored by name."""
    named: tuple[Word, ...] = ()
    waiting: list[Word] = []
    taken = 0
    for line in lines:
        if bureau_of(line.text) is not None and not waiting:
            named = line.words
        if waiting or _begins(line.text):
            waiting += line.words
            taken += 1
            if _ends(waiting):
                _put(here, waiting, named)
                waiting, taken = [], 0
            elif taken >= _LINES:
                waiting, taken = [], 0
    for line in lines:
        here.draft.ignore(line.words, "dispute instructions")


def _begins(text: str) -> bool:
    return looks_like_address(text) and len(text.split()) < 14 and not text.endswith(".")


def _ends(words: Sequence[Word]) -> bool:
    last = words[-1].text.rstrip(",;|").replace("-", "")
    return last.isdigit() and len(last) in (5, 9)


def _put(here: Here, words: Sequence[Word], named: Sequence[Word]) -> None:
    slot = here.draft.root.part("dispute_addresses")
    bureau = here.bureau or bureau_of(text_of(named))
    slot.set_bureau(bureau)
    if here.bureau is None and bureau is not None:
        slot.put("bureau", bureau, named, via="bureau")
    slot.put("address", text_of(words), words)
    if "address" not in slot.fields:  # words that OCR was not sure of
        here.draft.root.parts["dispute_addresses"].remove(slot)

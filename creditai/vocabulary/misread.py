"""Labels that OCR read with a letter wrong, lost or too many: `Last Paymet Made`, `Bigh Balance`, `Last PaymentMade`.

A label is one of a closed list, and no value looks like one by chance: so the one wording that is a letter away (two, if
it is long) is what stands on the paper. Values have no such list and are never read so.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from creditai.vocabulary.labels import every_wording

_SHORT, _LONG = 7, 14
_MORE = re.compile(r"[^a-z]")


@lru_cache(maxsize=4096)
def label_meant(text: str) -> str | None:
    """The wording that this text is, misread; None where it is one as it stands, is near none, or near several."""
    letters = _letters(text)
    if not len(letters) >= _SHORT or re.search(r"\d\d", text):
        return None
    allowed = 2 if len(letters) >= _LONG else 1
    best: dict[int, set[str]] = {}
    for length in range(len(letters) - allowed, len(letters) + allowed + 1):
        for known, wording in _by_length().get(length, ()):
            if (apart := _apart(letters, known, allowed)) is not None:
                best.setdefault(apart, set()).add(wording)
    if not best:
        return None
    nearest = best[min(best)]
    if text.strip(" :;.").casefold() in {wording.casefold() for wording in nearest}:
        return None
    return min(nearest) if len({_letters(wording) for wording in nearest}) == 1 else None


def _letters(text: str) -> str:
    return _MORE.sub("", text.casefold())


@cache
def _by_length() -> dict[int, list[tuple[str, str]]]:
    """Wordings of letters alone, by how many."""
    found: dict[int, list[tuple[str, str]]] = {}
    for wording in every_wording():
        letters = _letters(wording)
        if len(letters) >= _SHORT and letters == wording.casefold().replace(" ", ""):
            found.setdefault(len(letters), []).append((letters, wording))
    return found


def _apart(read: str, known: str, allowed: int) -> int | None:
    """How many letters are another, lost or too many; None for more than are allowed."""
    parts = allowed + 1
    step = max(len(known) // parts, 1)
    if not any(known[n * step : (n + 1) * step] in read for n in range(parts)):
        return None  # with so few wrong, one of the parts is whole
    above = list(range(len(known) + 1))
    for n, letter in enumerate(read, 1):
        row = [n]
        for m, other in enumerate(known, 1):
            row.append(min(above[m] + 1, row[-1] + 1, above[m - 1] + (letter != other)))
        if min(row) > allowed:
            return None
        above = row
    return above[-1] if above[-1] <= allowed else None

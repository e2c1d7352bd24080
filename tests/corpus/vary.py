"""The same statements, printed a little otherwise: what editions and products of one print differ in.

Nothing that is said changes, so the answer stays: labels change case, colon, `#` for `No.`, order; what is
blank prints a dash or N/A; headings shout; small print stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.corpus.sheets import Element, Heading, Pairs, Sheet, Tri

Recase = Callable[[str], str]
_KEEP = ("APR", "SSN", "ID", "TransUnion", "Experian", "Equifax")


def _sentence(label: str) -> str:
    if label.isupper():
        return label
    first, *rest = label.split(" ")
    return " ".join([first, *(w if w in _KEEP or not w[:1].isalpha() else w.lower() for w in rest)])


def _number_sign(label: str) -> str:
    return label.replace("Account Number", "Account #").replace("Reference Number", "Reference No.")


def _shout(label: str) -> str:
    return label.upper()


def varied(sheet: Sheet, seed: int) -> Sheet:
    """A third stay as they are; the others differ in one or two ways."""
    rng = Random(f"vary/{sheet.layout}/{seed}")
    ways = rng.sample(("case", "colon", "order", "blank", "heading", "sign", "none", "none", "none"), 2)
    recase = rng.choice((_sentence, _shout)) if "case" in ways else None
    dash = rng.choice(("-", "--", "N/A"))
    elements = list(sheet.elements)
    for at, element in enumerate(elements):
        if recase:
            element = _labels(element, recase)
        if "sign" in ways:
            element = _labels(element, _number_sign)
        if "blank" in ways:
            element = _blanks(element, dash)
        if isinstance(element, Pairs) and element.shape != "packed":
            if (
                "colon" in ways and element.shape != "inline3"
            ):  # on one line nothing else parts label from value
                element = replace(element, colon=not element.colon)
            if "order" in ways:
                element = replace(element, rows=_reordered(element.rows, rng))
        if "heading" in ways and isinstance(element, Heading) and element.level == 1:
            element = replace(element, text=element.text.upper())
        elements[at] = element
    return replace(sheet, elements=tuple(elements))


def _labels(element: Element, recase: Recase) -> Element:
    if isinstance(element, Pairs):
        return replace(element, rows=tuple((recase(a), b) for a, b in element.rows))
    if isinstance(element, Tri):
        return replace(element, rows=tuple((recase(a), b) for a, b in element.rows))
    return element


def _blanks(element: Element, dash: str) -> Element:
    if isinstance(element, Pairs) and element.shape != "packed":
        return replace(element, rows=tuple((a, b or (dash if a else b)) for a, b in element.rows))
    return element


def _reordered(rows: tuple[tuple[str, str], ...], rng: Random) -> tuple[tuple[str, str], ...]:
    """Two neighbours change places, thrice; lists (a label again, or none) keep theirs."""
    made, labels = list(rows), [a for a, _ in rows]
    if len(set(labels)) != len(labels) or len(rows) < 6 or "" in labels:
        return rows
    for _ in range(3):
        n = rng.randrange(2, len(made) - 1)
        made[n], made[n + 1] = made[n + 1], made[n]
    return tuple(made)

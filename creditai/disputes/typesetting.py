"""Letter -> PDF, with typst: tagged, its fonts embedded, the same bytes for the same letter.

The template gets the letter as JSON and puts strings, never markup. Fonts are those of the typst wheel;
loading them takes longer than fifty letters, so they are loaded once. A word too long for a line gets
places where it may break, which print nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from creditai.disputes.letter import Fact, Item, Letter, Said
from creditai.errors import LetterRefused

FURNITURE = {
    "certified": "By certified mail, return receipt requested",
    "article": "No.",
    "re": "Re:",
    "number": "No.",
    "entry": "Entry",
    "printed": "What the report prints, and what is in dispute",
    "ask": "What I ask",
    "signature": "Signature",
    "day": "Date",
    "sincerely": "Sincerely,",
    "enclosures": "Enclosures (copies only)",
    "page": "Page",
    "of": "of",
}
"""The words that the page itself brings; the guard knows them."""

BREAK = "\u200b"
_LONG = re.compile(r"\w{23,}")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


@cache
def _template() -> bytes:
    return files("creditai.disputes").joinpath("templates/letter.typ").read_bytes()


def pdf(letter: Letter) -> bytes:
    """LetterRefused for a character that no font of ours draws: the standard (PDF/UA-1) forbids empty boxes."""
    try:
        pages: bytes = typst.compile(_template(), format="pdf", pdf_standards="ua-1", **_given(letter))
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        raise LetterRefused(
            "Letter not written: a name or an answer in it has a character that no font here draws. "
            "Answers can be written without it; where it is printed in the report, this letter is to be written by hand."
        ) from error
    return pages


def png(letter: Letter, ppi: float = 96) -> list[bytes]:
    """One picture for each page."""
    pages: bytes | list[bytes] = typst.compile(_template(), format="png", ppi=ppi, **_given(letter))
    return pages if isinstance(pages, list) else [pages]


def _given(letter: Letter) -> dict[str, Any]:
    return {
        "font_paths": fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"letter": json.dumps(as_data(letter))},
        "timestamp": _EPOCH,
    }


def as_data(letter: Letter) -> dict[str, Any]:
    """What the template prints."""
    return {
        "furniture": FURNITURE,
        "sheet": letter.sheet,
        "near": (lines := lines_of(letter)) in _NEAR_A_PAGE,
        "long": lines >= _NEAR_A_PAGE.start,
        "sender": _facts(letter.sender),
        "recipient": _facts(letter.recipient),
        "date": letter.date.text,
        "subject": letter.subject.text,
        "identifiers": _texts(letter.identifiers),
        "opening": _texts(letter.opening),
        "items": [_item(item) for item in letter.items],
        "requests": _texts(letter.requests),
        "closing": _texts(letter.closing),
        "signed": _texts(letter.signed),
        "enclosures": _texts(letter.enclosures),
    }


_NEAR_A_PAGE = range(62, 74)


def lines_of(letter: Letter) -> int:
    """About how many lines it takes, from how many characters a line of each part holds. Where that is
    near a page the template measures the letter, which takes as long as setting it, and sets it a little
    tighter if that saves the second page."""
    lines = 20 + len(letter.sender) + len(letter.recipient) + (len(letter.identifiers) + 1) // 2
    for said in (*letter.opening, *letter.requests, *letter.closing, *letter.signed):
        lines += 1 + len(said.text) // 95
    lines += max(0, len(letter.enclosures) - 4)
    for item in letter.items:
        entry = len(item.name.text) // 20 + 1 + len(item.where) + (item.number is not None)
        points = sum(len(said.text) // 42 + 1 for said in item.points)
        asks = sum(len(said.text) // 30 + 1 for said in item.asks)
        lines += 1 + max(entry, points, asks)
    return lines


def _item(item: Item) -> dict[str, Any]:
    return {
        "items": item.row,
        "name": breakable(item.name.text),
        "number": None if item.number is None else breakable(item.number.text),
        "where": _texts(item.where),
        "points": _texts(item.points),
        "asks": _texts(item.asks),
    }


def _texts(said: Iterable[Said]) -> list[str]:
    return [breakable(each.text) for each in said]


def _facts(facts: Iterable[Fact]) -> list[str]:
    return [breakable(fact.text) for fact in facts]


def breakable(text: str) -> str:
    """`text` with a zero-width space after every 16 characters of a word that no line could hold."""
    return _LONG.sub(lambda found: BREAK.join(re.findall(r".{1,16}", found[0])), text)

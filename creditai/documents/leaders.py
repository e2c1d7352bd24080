"""Dot leaders, `Date opened ............ 05/19/2016`, and rules typed as `------------`: they lead the eye and are no words.

Dots at the end of a number are a mask (`412345678901....`) and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents import Word

_LEADER = re.compile(r"(?<![\d*Xx.])[.·]{6,}|(?<!…)…{3,}")
_RULE = re.compile(r"[-=_~–—]{12,}|[*#]{24,}")


_LEDS = ("......", "……", "······", "-----", "=====", "_____", "~~~~~", "#####", "–––––", "—————", "*" * 24)


def without_leaders(words: Sequence[Word]) -> tuple[Word, ...]:
    """The same words; of those that a leader is set close to, the part beside it. A dot is narrow: of a word's width
    the part has no less than its share of the letters."""
    text = " ".join(w.text for w in words)
    if not any(led in text for led in _LEDS):
        return tuple(words)
    return tuple(part for word in words for part in _parts(word))


def _parts(word: Word) -> list[Word]:
    if _RULE.fullmatch(word.text):
        return []
    leader = _LEADER.search(word.text)
    if leader is None:
        return [word]
    width = (word.x1 - word.x0) / len(word.text)
    before, after = word.text[: leader.start()], word.text[leader.end() :]
    parts = [word._replace(text=before, x1=word.x0 + width * len(before))] if before else []
    return parts + ([word._replace(text=after, x0=word.x1 - width * len(after))] if after else [])

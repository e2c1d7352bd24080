"""Finding the longest known wording at a place in a run of words, in time that does not grow with the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from creditai.vocabulary.bags import Bag, name_of_bag
from creditai.vocabulary.tokens import tokens_of

_Name = TypeVar("_Name", bound=str)
BARS = frozenset("|¦│")
"""What divides labels in packed lines: no wording runs across one."""


def listed(table: Mapping[_Name, str]) -> list[tuple[str, str]]:
    """`name -> "one wording|another"`, as tables are written, as (wording, name)."""
    return [(wording, name) for name, wordings in table.items() for wording in wordings.split("|")]


@dataclass(frozen=True, slots=True)
class Found:
    """`name`: what the wording means. It covers words[start:end]; `tokens` long."""

    name: str
    start: int
    end: int
    tokens: int


class Wordings:
    """A table of wordings, indexed by first token. Longest match wins."""

    def __init__(
        self, table: Mapping[str, str] | Iterable[tuple[str, str]], bags: tuple[Bag, ...] = ()
    ) -> None:
        self._bags = bags
        self._loose: dict[tuple[str, ...], str | None] = {}
        self._begins: dict[str, bool] = {}
        self._glued: dict[str, str] = {}
        pairs = table.items() if isinstance(table, Mapping) else table
        self._whole: dict[tuple[str, ...], str] = {}
        self._prefixes: set[tuple[str, ...]] = set()
        for wording, name in pairs:
            tokens = tokens_of(wording)
            self._whole.setdefault(tokens, name)
            self._prefixes.update(tokens[:n] for n in range(1, len(tokens)))

    def name_of(self, text: str) -> str | None:
        """What the whole text means, if it is a known wording."""
        return self._whole.get(tokens_of(text))

    def loose_name_of(self, text: str) -> str | None:
        """What an unlisted label most surely means, by the words it is made of (see `bags`)."""
        tokens = tokens_of(text)
        if len(self._loose) > 4096:
            self._loose.clear()
        if tokens not in self._loose:
            self._loose[tokens] = name_of_bag(self._bags, tokens)
        return self._loose[tokens]

    def glued_name_of(self, text: str) -> str | None:
        """What the whole text means where OCR or the print lost the space: `CompanyInformation`."""
        if not self._glued:
            self._glued.update(
                ("".join(tokens), name) for tokens, name in self._whole.items() if len(tokens) > 1
            )
        return self._glued.get("".join(tokens_of(text)))

    def name_of_tokens(self, tokens: tuple[str, ...]) -> str | None:
        return self._whole.get(tokens)

    def is_prefix(self, tokens: tuple[str, ...]) -> bool:
        """The first part, not the whole, of some wording."""
        return tokens in self._prefixes

    def match(self, words: Sequence[str], start: int = 0, end: int | None = None) -> Found | None:
        """The longest wording that begins with words[start] and ends between words."""
        stop = len(words) if end is None else end
        if start >= stop or not self.begins(words[start]):
            return None  # most words, and many are asked about more than once
        seen: tuple[str, ...] = ()
        best: Found | None = None
        for i in range(start, stop):
            fresh = tokens_of(words[i])
            if not fresh and words[i] in BARS:
                break
            seen += fresh
            if fresh and (name := self._whole.get(seen)) is not None:
                best = Found(name, start, i + 1, len(seen))
            if seen not in self._prefixes:
                break
            if words[i].endswith(":") and fresh and best is not None and best.end == i + 1:
                break
        return best

    def begins(self, word: str) -> bool:
        """Can a wording begin with this word?"""
        if len(self._begins) > 8192:
            self._begins.clear()
        known = self._begins.get(word)
        if known is None:
            tokens = tokens_of(word)
            known = self._begins[word] = bool(tokens) and (tokens in self._whole or tokens in self._prefixes)
        return known

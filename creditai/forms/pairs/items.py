"""What a line is taken apart into: labels, and the runs of text between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.documents.once import once
from creditai.forms.fields import text_of
from creditai.vocabulary.wordings import Wordings

SEPARATORS = frozenset({"|", "¦", "•", "·", ":", "│"})
WIDE = 0.5
"""A gap wider than this many times the text height sets a label off from its value."""


def is_icon(word: Word) -> bool:
    """A glyph of an icon font: private use, or a symbol with no letter or digit."""
    return not word.text.isalnum() and all(not c.isalnum() and c not in "$#*()-/.,&'\"|:" for c in word.text)


def wording_of(words: Sequence[Word]) -> str:
    """A label as it is told where nobody listed it."""
    return text_of(words).rstrip(": |")


@dataclass(frozen=True, slots=True)
class Label:
    """`name`: field, or `other:` and the wording. `starts`: first in its cell. `colon`: printed with one."""

    name: str
    words: tuple[Word, ...]
    colon: bool
    starts: bool

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are no label. `starts`: first in its cell."""

    words: tuple[Word, ...]
    starts: bool = True

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def text(self) -> str:
        return text_of(self.words)


Item = Label | Run


@dataclass(frozen=True)
class Row:
    """One line, taken apart. `at`: its index among the lines given; `by`: the wordings of labels, and of heads;
    `below`: the line after it, of which its labels take in the words `wrapped`; `whole`: none of its own words went to
    the line above."""

    at: int
    line: Line
    items: tuple[Item, ...]
    by: tuple[Wordings, Wordings | None]
    below: Line | None
    wrapped: tuple[Word, ...]
    whole: bool

    @once
    def labels(self) -> list[Label]:
        return [i for i in self.items if isinstance(i, Label)]

    @once
    def runs(self) -> list[Run]:
        return [i for i in self.items if isinstance(i, Run)]

"""A cell's words -> labels and runs of text, from left to right.

A cell that ends in a colon and is no known wording is an unknown label: it bounds its neighbours' values all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Cell
from creditai.forms.draft.broken import is_one_word
from creditai.forms.fields import fits, kind_of, parse, text_of
from creditai.forms.pairs.items import SEPARATORS, Item, Label, Run, is_icon, wording_of
from creditai.forms.pairs.labels import is_label
from creditai.values import Why
from creditai.vocabulary.wordings import BARS, Found, Wordings


def between_bars(words: Sequence[Word]) -> list[list[Word]]:
    """A cell cut at its bars: after one a label may begin as at the start of a cell."""
    pieces: list[list[Word]] = [[]]
    for word in words:
        if word.text in BARS and pieces[-1]:
            pieces.append([])
        elif word.text not in BARS:
            pieces[-1].append(word)
    return [piece for piece in pieces if piece]


def items_of(words: Sequence[Word], labels: Wordings, before: Item | None, after: Cell | None) -> list[Item]:
    """The items of these words. `before`: the item on their left, `after`: the cell on their right."""
    if own := _own_value(words, before):
        return [Run(tuple(words[:own]), True), *items_of(words[own:], labels, None, after)]
    texts = _texts(words)
    apart = _Apart(words, labels, before)
    i = len(apart.icons)
    if not any(map(labels.begins, texts)):
        apart.run, i = list(words[i:]), len(words)  # most values
    while i < len(words):
        found = labels.match(texts, i)
        if found is None or not is_label(found, words, apart.before, apart.run):
            apart.run.append(words[i])
            i += 1
        else:
            i, colon = _end_of(found, texts, after)
            apart.label(found.name, words[found.start : i], colon)
    apart.close(after)
    return apart.items


def _own_value(words: Sequence[Word], before: Item | None) -> int:
    """How many words of this cell are the value of the label on its left, where a narrow gap holds the next label:
    `Opened: | 04/19/2024 Reported: | 11/06/2026`."""
    if not isinstance(before, Label) or len(words) < 2 or not words[-1].text.endswith(":"):
        return 0
    typed = kind_of(before.name) in ("date", "money")
    return 1 if typed and fits(before.name, words[0].text) and words[1].text[:1].isupper() else 0


class _Apart:
    """What is taken apart so far. `run`: the words since the last label; `starts`: there was none yet."""

    def __init__(self, words: Sequence[Word], labels: Wordings, before: Item | None) -> None:
        self.words, self.labels, self.before = words, labels, before
        self.icons = _icons(words) if is_icon(words[0]) else ()
        self.items: list[Item] = []
        self.run: list[Word] = []
        self.starts = True

    def label(self, name: str, words: Sequence[Word], colon: bool) -> None:
        """A known wording that is a label here."""
        run, own = self.run, tuple(words)
        if colon and self.starts and 0 < len(run) <= 2 and not any(c.isdigit() for w in run for c in w.text):
            own, name, run = (*run, *own), "", []  # "Weird Balance:" is not "Balance:"
        if run:
            self.items.append(_bare(run, self.starts))
            self.starts = False
        elif self.starts:
            own = (*self.icons, *own)
        self.before = Label(name or _unlisted(own, self.labels), own, colon, self.starts)
        self.items.append(self.before)
        self.run, self.starts = [], False

    def close(self, after: Cell | None) -> None:
        """What stands after the last label; the whole cell, where none is known, may yet be one."""
        run = self.run
        if not self.starts:
            self.items += [_bare(run, False)] if run else []
            return
        name = None if isinstance(self.before, Label) else _loose_label(run, self.labels, after)
        if name is not None:
            self.items.append(Label(name, tuple(self.words), False, True))
        elif own := _unknown_label(run):
            named = _unlisted(run[:own], self.labels)
            self.items.append(Label(named, (*self.icons, *run[:own]), True, True))
            self.items += [_bare(run[own:], False)] if run[own:] else []
        else:
            self.items += [Run(self.icons)] if self.icons else []
            self.items.append(_bare(run, True))


def _icons(words: Sequence[Word]) -> tuple[Word, ...]:
    """The icons that stand first, but for the last word."""
    first = next((n for n, word in enumerate(words) if not is_icon(word)), len(words))
    return tuple(words[: min(first, len(words) - 1)])


def _end_of(found: Found, texts: Sequence[str], after: Cell | None) -> tuple[int, bool]:
    """Where the label ends: after its colon, or its own number; and whether it has a colon."""
    end = found.end
    while end < len(texts) and texts[end] in (":", "|"):
        end += 1
    colon = any(":" in t for t in texts[found.end - 1 : end])
    last = texts[end] if after is not None and end + 1 == len(texts) else ""
    if last.strip("#:").isdigit() and len(last) < 4:
        end += 1  # "Phone Number 2"
    return end, colon


def _texts(words: Sequence[Word]) -> list[str]:
    """The words' texts; where a cell broke a word inside, its first part has all of it, its second nothing."""
    texts = [w.text for w in words]
    if len(words) > 1 and words[-1].y0 - words[0].y0 > 0.5 * (words[0].y1 - words[0].y0):
        for n in range(len(words) - 1, 0, -1):
            if words[n].y0 > words[n - 1].y0 + 1 and is_one_word(words[n - 1].text, words[n].text):
                texts[n - 1 : n + 1] = [words[n - 1].text + texts[n], ""]
    return texts


def _unlisted(words: Sequence[Word], labels: Wordings) -> str:
    """The field that an unlisted label's words name together, else `other:` and the wording."""
    wording = wording_of(words)
    return labels.loose_name_of(wording) or f"other:{wording}"


def _loose_label(run: Sequence[Word], labels: Wordings, after: Cell | None) -> str | None:
    """A cell without a colon whose words name a field that the cell beside it can be the value of. A word that is
    a label only at the head of a column (`Opened`) is one beside a date, too."""
    if after is not None and len(run) == 1:
        name = dated_name(run[0].text, labels)
        return name if name and not isinstance(parse(name, after.text), Why) else None
    if after is None or len(run) < 2 or len(run) > 8 or not run[0].text[:1].isupper():
        return None
    name = labels.loose_name_of(text_of(run))
    if name is None or not fits(name, after.text):
        return None
    return name if labels.match([w.text for w in after.words]) is None else None


def dated_name(text: str, labels: Wordings) -> str | None:
    """`Opened`, `Closed`, `Reported`: short for `Date Opened`, where a date stands beside it."""
    name = labels.name_of(f"Date {text}") if text[:1].isupper() and text.rstrip(":").isalpha() else None
    return name if name is not None and kind_of(name) == "date" else None


def _bare(run: Sequence[Word], starts: bool) -> Run:
    end = len(run)
    while end > 1 and run[end - 1].text in SEPARATORS:
        end -= 1
    return Run(tuple(run[:end]), starts)


def _unknown_label(run: Sequence[Word]) -> int:
    """How many words `Weird Label:` takes at the start of its cell; 0 when there is none."""
    for n, word in enumerate(run[:6]):
        if word.text.endswith(":"):
            text = text_of(run[: n + 1])
            return n + 1 if text[:1].isupper() and len(text) > 3 and not any(c.isdigit() for c in text) else 0
        if word.text in SEPARATORS or word.text.endswith((".", ",", ";")):
            return 0
    return 0

"""A line of words -> labels and runs of text between them.

A label is accepted on evidence: it fills its cell, or has a colon, or is followed by words that its
field can take. A wording inside a sentence is none of these. A cell that ends in a colon and is no
known wording is an unknown label: it bounds its neighbours' values all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.draft.broken import is_one_word
from creditai.forms.fields import answers, fits, kind_of, parse, text_of
from creditai.forms.pairs.packed import join_packed
from creditai.values import Why
from creditai.vocabulary.statuses import status_of
from creditai.vocabulary.tokens import tokens_of
from creditai.vocabulary.wordings import BARS, Found, Wordings


def is_icon(word: Word) -> bool:
    """A glyph of an icon font: private use, or a symbol with no letter or digit."""
    return not word.text.isalnum() and all(not c.isalnum() and c not in "$#*()-/.,&'\"|:" for c in word.text)


SEPARATORS = frozenset({"|", "¦", "•", "·", ":", "│"})
_WIDE = 0.5
"""A gap wider than this many times the text height sets a label off from its value."""


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


@dataclass(frozen=True, slots=True)
class Row:
    """One line, taken apart. `at`: its index among the lines given."""

    at: int
    line: Line
    items: tuple[Item, ...]

    @property
    def labels(self) -> list[Label]:
        return [i for i in self.items if isinstance(i, Label)]

    @property
    def runs(self) -> list[Run]:
        return [i for i in self.items if isinstance(i, Run)]


def rows_of(lines: Sequence[Line], labels: Wordings, heads: Wordings | None = None) -> list[Row]:
    """Every line taken apart; a label that wraps onto the next line is put together again.
    `heads`: wordings that are labels only in a row of nothing but labels."""
    taken: set[int] = set()
    rows: list[Row] = []
    lines = join_packed(lines)
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        items: list[Item] = (
            _heads_in(line, below, labels, heads)
            if heads is not None and not taken.intersection(map(id, line.words))
            else []
        )
        for n, cell in enumerate(line.cells if not items else ()):
            words = [w for w in cell.words if id(w) not in taken]
            if not words:
                continue
            joined = _wrapped(words, line, below, labels) if below is not None else None
            if joined is not None:
                label, rest = joined
                taken.update(id(w) for w in label.words)
                items.append(label)
                if rest:
                    items.append(Run(tuple(rest), starts=False))
                continue
            after = line.cells[n + 1] if n + 1 < len(line.cells) else None
            for piece in _between_bars(words):
                items.extend(_items_of(piece, labels, items[-1] if items else None, after))
            first = next((i for i in items if i.words[0] is words[0]), None)
            if len(words) < len(cell.words) and isinstance(first, Run):
                items[items.index(first)] = replace(first, starts=False)  # a wrapped label ends before it
        rows.append(Row(at, line, tuple(items)))
    return rows


def _heads_in(line: Line, below: Line | None, labels: Wordings, heads: Wordings) -> list[Item]:
    """The line's cells as labels, if they head the columns of values in the line below: most are wordings
    that can, none holds a digit, and what stands under them are no labels but values that fit."""
    if len(line.cells) < 2 or below is None or any(c.isdigit() for w in line.words for c in w.text):
        return []
    if any(w.text.endswith(":") for cell in line.cells for w in cell.words[:-1]):
        return []  # "Status: Paid, Closed": a label with its value
    texts = [cell.text.rstrip(":") for cell in line.cells]
    names = [labels.name_of(t) or heads.name_of(t) or heads.loose_name_of(t) for t in texts]
    known = [name for name in names if name is not None]
    if len(known) < 2 or 2 * len(known) < len(names) or len(set(known)) < len(known):
        return []
    if not _are_values(line, below, names, labels):
        return []
    return [
        Label(name or f"other:{_wording(cell.words)}", cell.words, cell.text.endswith(":"), True)
        for name, cell in zip(names, line.cells, strict=True)
    ]


def _are_values(line: Line, below: Line, names: Sequence[str | None], labels: Wordings) -> bool:
    """Cells under the heads, none of them a label, and one at least that only its head can have."""
    told = False
    for cell in below.cells:
        if labels.name_of(cell.text) is not None or cell.text.endswith(":"):
            return False
        over = next((n for n, c in enumerate(line.cells) if _over(c, cell)), None)
        name = names[over] if over is not None else None
        if name is not None and (kind_of(name) != "text" or any(c.isdigit() for c in cell.text)):
            told = told or fits(name, cell.text)
    return told


def _over(head: Cell, cell: Cell) -> bool:
    left, right = head.box[0] - cell.box[0], head.box[2] - cell.box[2]
    return abs(left) < 5 or abs(right) < 5 or abs(left + right) < 10


def _between_bars(words: Sequence[Word]) -> list[list[Word]]:
    """A cell cut at its bars: after one a label may begin as at the start of a cell."""
    pieces: list[list[Word]] = [[]]
    for word in words:
        if word.text in BARS and pieces[-1]:
            pieces.append([])
        elif word.text not in BARS:
            pieces[-1].append(word)
    return [piece for piece in pieces if piece]


def _items_of(
    words: Sequence[Word], labels: Wordings, before: Item | None, after: Cell | None
) -> Iterator[Item]:
    texts = _texts(words)
    run: list[Word] = []
    starts, i = True, 0
    while i + 1 < len(words) and is_icon(words[i]):
        i += 1
    icons = tuple(words[:i])
    while i < len(words):
        found = labels.match(texts, i)
        if found is not None and _is_label(found, words, before, run):
            end = found.end
            while end < len(words) and texts[end] in (":", "|"):
                end += 1
            colon = any(":" in t for t in texts[found.end - 1 : end])
            if (
                after is not None
                and end + 1 == len(words)
                and texts[end].strip("#:").isdigit()
                and len(texts[end]) < 4
            ):
                end += 1  # "Phone Number 2"
            label_words = tuple(words[found.start : end])
            name = found.name
            if colon and starts and 0 < len(run) <= 2 and not any(c.isdigit() for w in run for c in w.text):
                label_words, name, run = (*run, *label_words), "", []  # "Weird Balance:" is not "Balance:"
            if run:
                yield _bare(run, starts)
                starts, run = False, []
            elif starts:
                label_words = (*icons, *label_words)
            before = Label(name or _unlisted(label_words, labels), label_words, colon, starts)
            yield before
            starts, i = False, end
            continue
        run.append(words[i])
        i += 1
    if run and starts and len(run) + len(icons) == len(words) and not isinstance(before, Label):
        loose = _loose_label(run, labels, after)
        if loose is not None:
            yield Label(loose, tuple(words), False, True)
            return
    if run:
        own = _unknown_label(run) if starts else 0
        if own:
            yield Label(_unlisted(run[:own], labels), (*icons, *run[:own]), True, True)
            run, starts = run[own:], False
        elif icons and starts:
            yield Run(icons)
    elif icons and starts:
        run = list(icons)
    if run:
        yield _bare(run, starts)


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
    wording = _wording(words)
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


def _wording(words: Sequence[Word]) -> str:
    return text_of(words).rstrip(": |")


def _unknown_label(run: Sequence[Word]) -> int:
    """How many words `Weird Label:` takes at the start of its cell; 0 when there is none."""
    for n, word in enumerate(run[:6]):
        if word.text.endswith(":"):
            text = text_of(run[: n + 1])
            return n + 1 if text[:1].isupper() and len(text) > 3 and not any(c.isdigit() for c in text) else 0
        if word.text in SEPARATORS or word.text.endswith((".", ",", ";")):
            return 0
    return 0


def _is_label(found: Found, words: Sequence[Word], before: Item | None, run: Sequence[Word]) -> bool:
    last = words[found.end - 1].text
    after = words[found.end :]
    colon = last.endswith(":") or (bool(after) and after[0].text == ":")
    if colon:
        return True
    first = next((c for c in words[found.start].text if c.isalnum() or c == "#"), "a")
    if first.islower():
        return False
    at_start = not run and all(is_icon(w) for w in words[: found.start])
    if not at_start:
        return _fits_mid_cell(found, words, before, run)
    if isinstance(before, Label) and _is_its_value(before, words, after):
        return False
    return not after or _fits_after(found, words)


def _is_its_value(before: Label, words: Sequence[Word], after: Sequence[Word]) -> bool:
    """Does this cell, though it begins like a label, answer the label before it? `Status | Past Due`."""
    if before.colon:
        return True
    if before.name == "status":
        text = text_of(words)
        return status_of(text) is not None or "past due" in text.casefold() or bool(after)
    return bool(after) and kind_of(before.name) == "text"


def _fits_after(found: Found, words: Sequence[Word]) -> bool:
    """A label without a colon that shares its cell with what follows."""
    after = words[found.end :]
    if after[0].text[:1].islower():
        return False
    kind = kind_of(found.name)
    if kind != "text":
        return any(fits(found.name, text_of(after[:n])) for n in (1, 2, 3))
    gap = after[0].x0 - words[found.end - 1].x1
    height = max(after[0].y1 - after[0].y0, 1.0)
    return found.tokens >= 2 or gap > _WIDE * height


def _fits_mid_cell(found: Found, words: Sequence[Word], before: Item | None, run: Sequence[Word]) -> bool:
    """`Date Opened 03/15/2019 Date Closed 04/2020`: the label before has its value, and a new one begins."""
    previous = words[found.start - 1]
    if previous.text in SEPARATORS or previous.text.endswith("|"):
        return not words[found.end :] or _fits_after(found, words)
    if found.tokens < 2 or not isinstance(before, Label) or (before.colon and not run):
        return False
    if run and (kind_of(before.name) == "text" or not fits(before.name, text_of(run))):
        return False
    return not words[found.end :] or _fits_after(found, words)


def _wrapped(
    words: Sequence[Word], line: Line, below: Line, labels: Wordings
) -> tuple[Label, list[Word]] | None:
    """A label begun in this cell and ended at the same left edge on the next line."""
    head: tuple[str, ...] = ()
    part = 0
    for i, word in enumerate(words):
        head += tokens_of(word.text)
        if not labels.is_prefix(head) or word.text.endswith(":"):
            break
        part = i + 1
        if i + 1 < len(words) and words[i + 1].x0 - word.x1 > (word.y1 - word.y0):
            break
    if part == 0 or (not words[0].text[:1].isupper() and not words[0].text[:1].isdigit()):
        return None
    whole = labels.match([w.text for w in words])
    if whole is not None and whole.end > part:
        return None
    if part < len(words) and words[part].x0 - words[part - 1].x1 <= _WIDE * (words[part].y1 - words[part].y0):
        return None
    return _rest_of_label(words, part, line, below, labels)


def _next_cell(line: Line, words: Sequence[Word]) -> list[Word]:
    """The cell after the one that holds these words."""
    after = [cell for cell in line.cells if cell.words[0].x0 > words[-1].x1]
    return list(after[0].words) if after else []


def _has_value(line: Line, cell: Cell, x0: float) -> bool:
    """Does this line have words at the value's edge for its own label in `cell`?"""
    return any(abs(c.words[0].x0 - x0) < 8 for c in line.cells if c is not cell)


def _rest_of_label(
    words: Sequence[Word], part: int, line: Line, below: Line, labels: Wordings
) -> tuple[Label, list[Word]] | None:
    height = max(words[0].y1 - words[0].y0, 1.0)
    near = below.page != words[0].page or below.box[1] - words[0].y1 < 1.2 * height
    cell = next((c for c in below.cells if abs(c.words[0].x0 - words[0].x0) <= 0.6 * height), None)
    if cell is None or not near:
        return None
    head = tuple(t for w in words[:part] for t in tokens_of(w.text))
    upper = labels.name_of_tokens(head)
    if upper is not None and labels.match([w.text for w in cell.words]) is not None:
        value = words[part:] or _next_cell(line, words)
        if not value or _has_value(below, cell, value[0].x0) or answers(upper, text_of(value)):
            return None  # two labels one above the other
    for n in range(len(cell.words), 0, -1):
        whole = head + tuple(t for w in cell.words[:n] for t in tokens_of(w.text))
        name = labels.name_of_tokens(whole)
        if name is None or (n < len(cell.words) and not cell.words[n - 1].text.endswith(":")):
            continue
        own = (*words[:part], *cell.words[:n])
        return Label(name, own, own[-1].text.endswith(":"), True), list(words[part:])
    return None

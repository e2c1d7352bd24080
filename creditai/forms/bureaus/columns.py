"""Tables with a column for each bureau -> rows: a label, and what stands beside it under each bureau.

A value belongs to the column it stands in, never to "the second one"; what stands in none is left
alone. A value may wrap, a label may wrap or be set in the middle of its lines, a row may go on over a
page break and the header that comes again there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.bureaus.cells import split
from creditai.forms.bureaus.geometry import Geometry, learn
from creditai.forms.bureaus.headers import Header, header_of
from creditai.forms.fields import fits, kind_of, text_of
from creditai.forms.pairs.cells import dated_name
from creditai.report import Bureau
from creditai.vocabulary.wordings import Wordings


@dataclass
class BureauRow:
    """A label and what stands beside it, column by column, line by line. `at`: index of its first line.
    `only`: the bureau whose column the label itself stands in, where labels come again in each."""

    label: tuple[Word, ...]
    name: str
    at: int
    values: dict[Bureau, list[tuple[Word, ...]]] = field(default_factory=dict)
    last: int = 0
    only: Bureau | None = None

    def words_of(self, bureau: Bureau) -> list[Word]:
        return [w for line in self.values.get(bureau, ()) for w in line]


def rows_under(
    lines: Sequence[Line], at: Sequence[int], geometry: Sequence[Geometry | None], labels: Wordings
) -> tuple[list[BureauRow], list[int]]:
    """The lines numbered `at` as rows, each under the columns that hold for it; and the numbers of those
    that are none (headings, sentences). A row goes on over a page break with its header."""
    parts: _Parts = {}
    for i in at:
        if (held := geometry[i]) is not None:
            own_label, by_column = split(lines[i], held)
            columns = held.header.columns
            parts[i] = own_label, {columns[n].bureau: words for n, words in by_column.items()}
    rows: list[BureauRow] = []
    rest: list[int] = [i for i in at if i not in parts]
    waiting: list[int] = []
    wrapped = _wrapped_labels(parts, lines, labels)
    ends = set(wrapped.values())
    for i, (label, values) in parts.items():
        if not label and values:
            own = list(_own_labels(values, labels, i))
            rows.extend(own)
            if not own:
                waiting.append(i)
            continue
        if i in ends:
            _take(rows[-1], [*waiting, i], parts)
            waiting.clear()
            continue
        whole = (*label, *parts[wrapped[i]][0]) if i in wrapped else label
        name = _name_of(whole, labels, bool(values))
        if name is None:
            _settle(waiting, None, rows, lines, parts, rest)
            rest.append(i)
            continue
        row = BureauRow(whole, name, i, {b: [words] for b, words in values.items()}, i)
        _settle(waiting, row, rows, lines, parts, rest)
        rows.append(row)
    _settle(waiting, None, rows, lines, parts, rest)
    return rows, rest


_Parts = dict[int, tuple[tuple[Word, ...], dict[Bureau, tuple[Word, ...]]]]


def _settle(
    waiting: list[int],
    row: BureauRow | None,
    rows: Sequence[BureauRow],
    lines: Sequence[Line],
    parts: _Parts,
    rest: list[int],
) -> None:
    """Lines of values without a label go on from the row above, unless they stand nearer to the next
    row (whose label is set in the middle of its lines)."""
    above = rows[-1] if rows else None
    for n, i in enumerate(waiting):
        owner = above
        if row is not None and (above is None or _nearer(lines, above.last, waiting[n:], row.at)):
            owner = row
        owner = _wanting(above, row, parts[i][1]) or owner
        if owner is None or (owner is above and not _goes_on(lines[owner.last], lines[i])):
            rest.append(i)
            continue
        before = owner is row
        for bureau, words in parts[i][1].items():
            run = owner.values.setdefault(bureau, [])
            run.insert(max(0, len(run) - 1) if before and run else len(run), words)
        if not before:
            owner.last = i
    waiting.clear()


def _wanting(
    above: BureauRow | None, below: BureauRow | None, values: Mapping[Bureau, tuple[Word, ...]]
) -> BureauRow | None:
    """The one of the two rows that has nothing in these columns and whose kind of value (a date, an amount)
    this is: a scan may set a value half a line off its label."""
    want = [
        row
        for row in (above, below)
        if row is not None
        and kind_of(row.name) != "text"
        and not any(row.values.get(bureau) for bureau in values)
        and all(fits(row.name, text_of(words)) for words in values.values())
    ]
    return want[0] if len(want) == 1 else None


def _goes_on(above: Line, line: Line) -> bool:
    """Close enough to be the same cell; over a page break, always."""
    height = max(w.y1 - w.y0 for w in line.words)
    return above.page != line.page or line.box[1] - above.box[3] <= 1.1 * height


def _nearer(lines: Sequence[Line], above: int, waiting: Sequence[int], below: int) -> bool:
    """Is the next row nearer than the one above? Over a page break nothing can be said: it is not."""
    first, last = lines[waiting[0]], lines[waiting[-1]]
    if lines[below].page != last.page or lines[above].page != first.page:
        return False
    up = first.box[1] - lines[above].box[3]
    down = lines[below].box[1] - last.box[3]
    return up - down > 0.3 * (last.box[3] - last.box[1])


def _own_labels(values: Mapping[Bureau, tuple[Word, ...]], labels: Wordings, at: int) -> Iterator[BureauRow]:
    """`Balance: $1 | Balance: $2`: the label again in every column."""
    for bureau, words in values.items():
        found = labels.match([w.text for w in words])
        if found is None or not words[found.end - 1].text.endswith(":"):
            return
        value = words[found.end :]
        own = {bureau: [value]} if value else {}
        yield BureauRow(tuple(words[: found.end]), found.name, at, own, at, bureau)


def _name_of(label: Sequence[Word], labels: Wordings, has_values: bool) -> str | None:
    """What the label means; an unknown one counts beside values or with a colon. None: no label."""
    if not label:
        return None
    texts = [w.text for w in label]
    name = labels.name_of(" ".join(texts))
    if name is not None:
        return name
    if has_values and len(texts) == 1 and (dated := dated_name(texts[0], labels)) is not None:
        return dated
    wording = " ".join(texts).rstrip(": ")
    if not any(c.isalpha() for c in wording) or len(label) > 10:
        return None
    return f"other:{wording}" if has_values or texts[-1].endswith(":") else None


def _wrapped_labels(parts: _Parts, lines: Sequence[Line], labels: Wordings) -> dict[int, int]:
    """Lines that begin a label -> the line that ends it (`No. of Months` / `(terms):`): only where the first
    says nothing by itself, the two together are known, and hardly a space is between them."""
    found: dict[int, int] = {}
    labelled = [i for i, (label, _) in parts.items() if label]
    for first, second in pairwise(labelled):
        begun, rest = parts[first][0], parts[second][0]
        above, line = lines[first], lines[second]
        near = above.page == line.page and line.box[1] - above.box[3] <= 0.6 * (line.box[3] - line.box[1])
        if not near or first in found.values() or begun[-1].text.endswith(":"):
            continue
        if labels.name_of(text_of(begun)) is None and labels.name_of(text_of((*begun, *rest))) is not None:
            found[first] = second
    return found


def _take(row: BureauRow, at: Sequence[int], parts: _Parts) -> None:
    """All values of these lines into the row."""
    for i in at:
        for bureau, words in parts[i][1].items():
            row.values.setdefault(bureau, []).append(words)
    row.last = at[-1]


def find_bureau_table(lines: Sequence[Line]) -> Header | None:
    """The first header of bureaus with anything under it in a labelled row; None: no such table here."""
    for i, line in enumerate(lines):
        header = header_of(line)
        if header is None:
            continue
        under = lines[i + 1 : i + 12]
        geometry = learn(header, under)
        labelled = [1 for one in under if all(split(one, geometry))]
        if len(labelled) >= 2:
            return header
    return None

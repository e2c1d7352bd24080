"""Running heads: what is printed on page after page and belongs to none of its blocks.

Two kinds. Lines of a browser's or a bureau's print are known by their shape wherever they stand (address,
time and title, `6/91`, `Page 3 of 41`), because re-printing moves them into the text. Others are known
by repetition: the same words at the same height on most pages, page number aside, in the margin, and
nowhere else. A table's head repeats too, but over its columns, and stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from creditai.documents import Page
from creditai.documents.lines import Line

EDGE = 0.055
"""The share of the page's height, at top and bottom, that is margin whatever stands there."""
ZONE = 0.16
"""The share in which a head may stand when white space divides it from the text."""
SAME_HEIGHT = 4.0
"""Points."""

_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?"
_ADDRESS = r"(?:https?: ?/ ?/ ?|www\.|file:///)\S+"
_OF = r"\d{1,4} ?(?:/|of|de) ?\d{1,4}"
_BROWSER = (
    re.compile(rf"{_DAY},? ?{_TIME}(?: .{{0,200}})?"),
    re.compile(rf"{_ADDRESS}(?: .{{0,80}})?"),
    re.compile(rf"(?:.{{0,120}} )?{_ADDRESS} {_OF}"),
)
_NUMBERED = re.compile(rf"(?:.{{0,160}}\b)?(?:page|pg\.?|página|pagina):? {_OF}(?:\b.{{0,160}})?", re.I)
_BARE = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})")
_HINT = re.compile(r"\A\d|://|www\.|pag|pg|pág", re.I)
"""No line without one of these has any of the shapes; most lines have none."""
_NUMBER = re.compile(r"\d+")
_TABLE_HEADS = re.compile(
    r"\b(?:transunion|experian|equifax|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)\b",
    re.I,
)

Heads = dict[int, str]
"""id of a line -> the name of what it is."""


def heads_of(pages: Sequence[tuple[Page, Sequence[Line]]]) -> Heads:
    """The running heads among the lines of these pages."""
    found = _by_shape(pages)
    for line, name in _by_repetition(pages, found):
        found[id(line)] = name
    return found


def _by_shape(pages: Sequence[tuple[Page, Sequence[Line]]]) -> Heads:
    found: Heads = {}
    counts = _page_counts(pages)
    for page, lines in pages:
        for line in lines:
            text = line.text
            if not _HINT.search(text):
                continue
            where = _margin(page, line)
            if (
                any(shape.fullmatch(text) for shape in _BROWSER[1:])
                or (_BROWSER[0].fullmatch(text) and where)
                or id(line) in counts
            ):
                found[id(line)] = "browser print line"
            elif len(line.words) <= 24 and _NUMBERED.fullmatch(text):
                found[id(line)] = where or "page number"
    return found


def _page_counts(pages: Sequence[tuple[Page, Sequence[Line]]]) -> set[int]:
    """Ids of the lines that count the pages, `6/91`: one total, rising with the page, on two pages or
    more. A month and a year at the foot of a page (`11/2021`) look alike and count nothing."""
    alike: dict[tuple[int, int], list[tuple[int, Line]]] = defaultdict(list)
    for page, lines in pages:
        for line in lines:
            bare = _BARE.fullmatch(line.text)
            if bare and 0 < int(bare[1]) <= int(bare[2]):
                alike[int(bare[2]), int(bare[1]) - page.number].append((page.number, line))
    return {
        id(line)
        for (total, _), seen in alike.items()
        if len({number for number, _ in seen}) >= min(2, len(pages)) and total >= len(pages)
        for _, line in seen
        if len(pages) > 1 or total == 1
    }


def _by_repetition(pages: Sequence[tuple[Page, Sequence[Line]]], known: Heads) -> list[tuple[Line, str]]:
    places: dict[tuple[str, str], list[tuple[Page, Line]]] = defaultdict(list)
    everywhere: Counter[str] = Counter()
    for page, lines in pages:
        rest = [line for line in lines if id(line) not in known]
        for i, line in enumerate(rest):
            key = _NUMBER.sub("#", line.text.lower())
            everywhere[key] += 1
            where = _margin(page, line)
            if where and not _is_table_head(line) and _stands_apart(page, rest, i, where):
                places[key, where].append((page, line))
    found = []
    for (key, where), seen in places.items():
        level = median(_height(page, line, where) for page, line in seen)
        seen = [(p, s) for p, s in seen if abs(_height(p, s, where) - level) <= SAME_HEIGHT]
        numbers = {p.number for p, _ in seen}
        enough = len(numbers) >= max(2 if len(pages) == 2 else 3, 0.5 * len(pages))
        if enough and everywhere[key] <= len(seen) + 1 and _is_constant(seen):
            found += [(line, where) for _, line in seen]
    return found


def _margin(page: Page, line: Line) -> str | None:
    if line.box[3] <= ZONE * page.height:
        return "page header"
    return "page footer" if line.box[1] >= (1 - ZONE) * page.height else None


def _height(page: Page, line: Line, where: str) -> float:
    return line.box[1] if where == "page header" else page.height - line.box[3]


def _stands_apart(page: Page, lines: Sequence[Line], i: int, where: str) -> bool:
    """In the margin proper, or with white space between its group and the text."""
    if _height(page, lines[i], where) <= EDGE * page.height:
        return True
    step = 1 if where == "page header" else -1
    for j in range(i, i + 4 * step, step):
        if not (0 <= j + step < len(lines)):
            return False
        near, far = lines[j].box, lines[j + step].box
        gap = far[1] - near[3] if step > 0 else near[1] - far[3]
        if gap > 1.2 * (near[3] - near[1]):
            return _margin(page, lines[j]) == where
    return False


def _is_table_head(line: Line) -> bool:
    return len({m.lower() for m in _TABLE_HEADS.findall(line.text)}) >= 2


def _is_constant(seen: Sequence[tuple[Page, Line]]) -> bool:
    """Are its numbers the same on every page, the page's own number aside?"""
    rows = [[int(n) for n in _NUMBER.findall(line.text)] for _, line in seen]
    counted = [page.number for page, _ in seen]
    return all(
        len(set(column)) == 1 or len({n - p for n, p in zip(column, counted, strict=True)}) == 1
        for column in zip(*rows, strict=True)
    )

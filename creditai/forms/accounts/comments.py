"""Remarks that stand neither beside nor under one label: comments sorted into `Current:` and `Previous:`,
and tables of codes with their descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents import Word
from creditai.forms.accounts.parts import put_remark, remark_runs
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import text_of
from creditai.forms.line_kinds import is_subheading
from creditai.forms.pairs.items import Row, is_icon
from creditai.vocabulary.labels import account_labels

_NOW = ("current", "actual", "actuales")
_BEFORE = ("previous", "anterior", "anteriores")
_NONE = ("none", "-", "--", "n/a", "ninguno", "none reported")
_DASHES = ("-", "–", "—", ":")
_CODE = re.compile(r"^\d{3}$")


def read_comments(slot: Slot, rows: Sequence[Row]) -> None:
    """Put them as remarks; what was said before goes into `other`."""
    n = 0
    while n < len(rows):
        if _part_of(rows[n]) and (n == 0 or is_subheading(rows[n - 1].line) or _is_remarks(rows[n - 1])):
            n = _read_parts(slot, rows, n)
        elif _is_remarks(rows[n]) and n + 1 < len(rows):
            n = _read_codes(slot, rows, n)
        else:
            n += 1


def remark_rows(rows: Sequence[Row]) -> list[Row]:
    """Lines of remarks under `Comments:`: they may read like a legend of payment codes."""
    found: list[Row] = []
    inside = False
    for row in rows:
        if _is_remarks(row) and row.line.text.endswith(":"):
            inside = True
        elif inside and (row.labels or len(row.line.cells) > 1 or is_subheading(row.line)):
            inside = False
        elif inside:
            found.append(row)
    return found


def _bare(row: Row) -> str:
    return text_of([w for w in row.line.words if not is_icon(w)]).casefold().strip(" :")


def _part_of(row: Row) -> str:
    """`Current:` alone on its line: which part of the comments follows."""
    if len(row.line.words) != 1 or not row.line.text.endswith(":"):
        return ""
    return "now" if _bare(row) in _NOW else "before" if _bare(row) in _BEFORE else ""


def _is_remarks(row: Row) -> bool:
    return len(row.line.cells) == 1 and account_labels().name_of(_bare(row)) == "remarks"


def _read_parts(slot: Slot, rows: Sequence[Row], n: int) -> int:
    slot.ledger.claim(rows[n - 1].line.words if n else ())
    while n < len(rows) and (part := _part_of(rows[n])):
        label = rows[n].line.words
        slot.ledger.claim(label)
        lines: list[tuple[Word, ...]] = []
        n += 1
        while n < len(rows) and not _ends_comment(rows[n]):
            lines.append(rows[n].line.words)
            n += 1
        said = [line for line in lines if text_of(line).casefold() not in _NONE]
        slot.ledger.claim(w for line in lines if line not in said for w in line)
        if said and part == "now":
            for words in remark_runs(said):
                put_remark(slot, words)
        elif said:
            slot.other(label, [w for line in said for w in line])
    return n


def _ends_comment(row: Row) -> bool:
    return bool(_part_of(row) or row.labels) or is_subheading(row.line) or len(row.line.cells) > 1


def _read_codes(slot: Slot, rows: Sequence[Row], n: int) -> int:
    """`Narrative Code(s)` over rows of a three-digit code and what it means."""
    first = n + 1
    heads = _bare(rows[first]) in (
        "code description",
        "code narrative",
        "codes description",
        "código descripción",
    )
    start = first + 1 if heads else first
    codes: list[Word] = []
    lines: list[list[Word]] = []
    n = start
    while n < len(rows) and not any(x.colon for x in rows[n].labels) and not is_subheading(rows[n].line):
        words = list(rows[n].line.words)
        if _CODE.match(words[0].text):
            codes.append(words.pop(0))
            words = words[1:] if words and words[0].text in _DASHES else words
        if not words or (lines and abs(words[0].x0 - lines[0][0].x0) > words[0].y1 - words[0].y0):
            break
        lines.append(words)
        n += 1
    told = [said for said in _stacks(lines) if any(_stands_at(code, said) for code in codes)]
    if not told:
        return first
    slot.ledger.claim(w for row in rows[first - 1 : n] for w in row.line.words)
    for words in told:
        put_remark(slot, words)
    return n


def _stacks(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """Lines set close to each other are one description."""
    stacks: list[list[Word]] = []
    for line in lines:
        height = line[0].y1 - line[0].y0
        last = stacks[-1][-1] if stacks else None
        if last is not None and last.page == line[0].page and line[0].y0 - last.y1 < 0.35 * height:
            stacks[-1] += line
        else:
            stacks.append(list(line))
    return stacks


def _stands_at(code: Word, said: Sequence[Word]) -> bool:
    middle = (code.y0 + code.y1) / 2
    return any(w.page == code.page for w in said) and said[0].y0 <= middle <= said[-1].y1

"""A flow of lines -> sections under their headings.

A heading is a known wording on a line of its own that stands out (larger, bold or capitals), or a
wording long enough not to be a value. Inside a rights notice only a heading in the style of the
sections before it counts: such notices contain every word.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from creditai.documents.lines import Line
from creditai.values import is_dash
from creditai.vocabulary.kinds import bureau_of
from creditai.vocabulary.labels import account_labels
from creditai.vocabulary.sections import (
    bare_heading,
    begins_rights_notice,
    misread_section_of,
    section_of,
    subheading_of,
)
from creditai.vocabulary.tokens import tokens_of

_CLEAR = ("accounts", "collections", "inquiries", "records", "person", "scores", "statements")
_PARTS = ("summary", "statements", "contacts", "notices", "scores", "ignored", "addresses")
"""Kinds whose headings may also head a part of one account's block."""

_PLAIN = ("Accounts", "Collections", "Inquiries", "Tradelines", "Bankruptcies", "Cuentas", "Consultas")
"""Words that are headings also where nothing sets them off."""

_ONE = re.compile(r"\b(?:card|loan|mark|line of credit)$", re.I)


@dataclass
class Section:
    """`kind`: see `vocabulary.sections`; "" before the first heading."""

    kind: str
    heading: Line | None = None
    lines: list[Line] = field(default_factory=list)
    turn: Line | None = None
    """The bureau's name over these lines, inside an account that each bureau prints in turn."""


@dataclass(frozen=True)
class Style:
    """How body text looks, so that what stands out can be told."""

    size: float
    bold: bool
    capitals: bool = False

    def stands_out(self, line: Line) -> bool:
        """Larger, bold, or in capitals where the text is not."""
        letters = [c for w in line.words for c in w.text if c.isalpha()]
        capitals = not self.capitals and len(letters) > 3 and all(c.isupper() for c in letters)
        return capitals or self.is_set_off(line)

    def is_set_off(self, line: Line) -> bool:
        """Larger or bold."""
        words = [w for w in line.words if any(c.isalnum() for c in w.text)]
        bold = not self.bold and bool(words) and all(w.bold for w in words)
        return bold or size_of(line) > 1.06 * self.size


def size_of(line: Line) -> float:
    """Text height in points: of the font, or of the boxes where the font is not known."""
    return max(w.size or (w.y1 - w.y0) for w in line.words)


def style_of(lines: Sequence[Line]) -> Style:
    """The most usual size and weight of these lines' words."""
    words = [w for line in lines for w in line.words]
    if not words:
        return Style(0.0, False)
    size = median(w.size or (w.y1 - w.y0) for w in words)
    long = [w.text for w in words if sum(map(str.isalpha, w.text)) > 3]
    capitals = sum(t.isupper() for t in long) * 5 > len(long)
    return Style(size, sum(w.bold for w in words) * 2 > len(words), capitals)


def sections_of(
    lines: Sequence[Line], own: Mapping[str, str], style: Style, *, bureaus: bool = False
) -> list[Section]:
    """Every line in exactly one section, in order. `bureaus`: a heading may name the bureau whose data
    follows (kind `bureau`)."""
    sections = [Section("")]
    seen: set[float] = set()
    for line, below in itertools.zip_longest(lines, lines[1:]):
        kind = _heading_kind(line, own, style, sections[-1])
        above = sections[-1].lines[-1] if sections[-1].lines else None
        if kind is not None and above is not None and _goes_on(above, line, style):
            kind = None
        if kind is not None and below is not None and _is_part_of_row(line, below):
            kind = None
        if kind is not None and _ends_notice(line, kind, sections[-1], seen):
            sections.append(Section(kind, line))
            if kind.split(":")[0] in _CLEAR:
                seen.add(round(size_of(line), 1))
        elif bureaus and (_names_a_bureau(line, style) or (len(sections) == 1 and _names_source(line))):
            sections.append(_turned(sections[-1], line, style) or Section("bureau", line))
        elif begins_rights_notice(line.text) and not sections[-1].kind.startswith("ignored:rights"):
            sections.append(Section("ignored:rights notice", None, [line]))
        else:
            sections[-1].lines.append(line)
    return sections


def _turned(current: Section, line: Line, style: Style) -> Section | None:
    """`Equifax data` under an account's name, smaller than it and than the section's heading: what follows is that
    bureau's print of the account, and so is what follows the next bureau's name."""
    if current.kind not in ("accounts", "collections") or not _is_lower(line, current):
        return None
    last = current.lines[-1] if current.lines else None
    if last is not None and style.is_set_off(last) and size_of(last) > 1.05 * size_of(line):
        return Section(current.kind, current.heading, [current.lines.pop()], line)
    if current.turn is not None and current.lines:
        return Section(current.kind, current.heading, current.lines[:1], line)
    return None


def _ends_a_name(above: Line, line: Line, style: Style) -> bool:
    """One word that ends what stands right above it in one type: `SAMPLE HOME` over `MORTGAGE`, a heading
    of two lines, or a value that wraps in its column."""
    word = line.words[0]
    height = max(word.y1 - word.y0, 1.0)
    over = [w for w in above.words if abs(w.x0 - word.x0) <= 1.5 and w.page == word.page]
    if len(line.words) > 1 or not over or word.y0 - over[0].y1 > 0.5 * height:
        return False
    if over[0].bold != word.bold or abs(over[0].size - word.size) > 0.2:
        return False
    in_column = word.x0 > above.box[0] + 10
    capitals = len(above.cells) == 1 and above.text.isupper() and word.text.isupper() and len(above.words) < 4
    return in_column or (
        style.is_set_off(above) == style.is_set_off(line) and (capitals or style.is_set_off(line))
    )


def _is_awaited(above: Line, line: Line) -> bool:
    """The value of a label that ends the line right above, in the same type: `... Status:` over `Charge Off`."""
    last, word = above.words[-1], line.words[0]
    near = last.page == word.page and word.y0 - last.y1 <= 0.5 * max(word.y1 - word.y0, 1.0)
    alike = last.bold == word.bold and abs(last.size - word.size) <= 0.2
    return near and alike and len(above.words) > 3 and last.text.endswith(":")


def _goes_on(above: Line, line: Line, style: Style) -> bool:
    """Is this line the rest of what the line above began, and no heading of its own?"""
    return _ends_a_name(above, line, style) or _is_awaited(above, line) or _is_under_label(above, line, style)


def _is_under_label(above: Line, line: Line, style: Style) -> bool:
    """Body text right under an account's label that stands alone: `Comments` over `Charged off account`."""
    near = above.page == line.page and line.box[1] - above.box[3] <= 0.5 * (line.box[3] - line.box[1])
    alone = len(above.cells) == len(line.cells) == 1 and abs(above.box[0] - line.box[0]) <= 1.5
    lesser = above.words[0].bold and not line.words[0].bold and size_of(line) <= size_of(above)
    label = account_labels().name_of(bare_heading(above.text))
    if near and alone and label in ("account_type", "portfolio") and not line.words[0].bold:
        return True  # "Credit Card", set larger than its label
    if not near or not alone or (style.is_set_off(line) and not lesser):
        return False
    return label == "remarks"


def _heading_kind(line: Line, own: Mapping[str, str], style: Style, current: Section) -> str | None:
    text = line.text
    if not 2 < len(text) < 90 or text.rstrip().endswith((".", ",")):
        return None
    if next((c for c in text if c.isalpha()), "A").islower():
        return None  # the end of a sentence that wraps: "request"
    kind = own.get(bare_heading(text).casefold(), section_of(text))
    if not kind and line.measured:
        kind = misread_section_of(text)
    if not kind:
        return None
    if kind == "accounts" and _ONE.search(bare_heading(text)):
        return None  # "Auto Loan" is what one account is; "Auto Loans" are several
    inside = current.kind in ("accounts", "collections")
    if inside and (kind == "ignored:legend" or subheading_of(text) is not None):
        return None
    if inside and kind.split(":")[0] in _PARTS and _is_lower(line, current):
        return None
    if current.kind == "summary" and text.rstrip().endswith(":") and _is_lower(line, current):
        return None  # "Closed Accounts:", a count that stands a little lower or was not made out
    if kind == "accounts" and subheading_of(text) is not None and _is_lower(line, current):
        return None  # "POTENTIALLY NEGATIVE" under the name of a public record
    short = len(tokens_of(bare_heading(text))) < 2 and not _is_plain_heading(line, kind, current)
    if not style.stands_out(line) and (short or len(line.cells) > 1):
        return None
    return kind


def _is_plain_heading(line: Line, kind: str, current: Section) -> bool:
    """One word set as all else (`Accounts`): a heading in plain print, if it is a plural of things, begins its
    line and nothing before it was a label that it could be the value of."""
    text = line.text.strip()
    last = current.lines[-1].text.rstrip() if current.lines else ""
    return (
        len(line.words) == 1
        and (text in _PLAIN or (text.isupper() and text.capitalize() in _PLAIN))
        and kind != current.kind
        and not last.endswith(":")
        and not current.kind.startswith("ignored")
    )


def _is_part_of_row(line: Line, below: Line) -> bool:
    """Does the next line reach into this one? Then both are lines of a table's row."""
    height = line.box[3] - line.box[1]
    inside = line.page == below.page and line.box[1] < below.box[1] < line.box[3] - 0.25 * height
    return inside and not is_dash(below.text)  # what OCR saw of the rule under a heading


def _names_a_bureau(line: Line, style: Style) -> bool:
    few = len(line.words) <= 6 and len(line.cells) == 1
    return few and style.stands_out(line) and bureau_of(line.text) is not None


_SOURCE = re.compile(
    r"^\W*(?:experian|equifax|trans ?union)\W+(?:\w+ )?credit (?:report|profile|file)(?: disclosure)?\W*$|"
    r"\b(?:your|my) \w+(?: ?union)?[^\w\s]? credit report$|"
    r"^\W*(?:experian|equifax|trans ?union)[^\w\s]? ?[·•|-] ?(?:vantagescore|fico)\b|"
    r"^\W*(?:(?:provided|supplied|furnished) by|(?:data |credit )?(?:source|bureau):?) \w+(?: ?union)?[^\w\s]?$|"
    r"\b(?:data|information|report|powered) (?:(?:is )?(?:provided|supplied|furnished) )?(?:by|from) \w+(?: ?union)?[^\w\s]?$",
    re.I,
)


def _names_source(line: Line) -> bool:
    """`Here is your TransUnion credit report`, `EXPERIAN CREDIT PROFILE`, `Data provided by Equifax`,
    `Provided by Equifax`, `TransUnion · VantageScore 3.0`, before anything else."""
    return _SOURCE.search(line.text) is not None and bureau_of(line.text) is not None


def _is_lower(line: Line, current: Section) -> bool:
    """Set smaller than the heading of the section it stands in."""
    return current.heading is not None and size_of(line) < 0.95 * size_of(current.heading)


def _ends_notice(line: Line, kind: str, current: Section, seen: set[float]) -> bool:
    if not current.kind.startswith("ignored:rights"):
        return True
    return kind.split(":")[0] in _CLEAR and round(size_of(line), 1) in seen

"""A lender's merged infile (mortgage tri-merge), two lines a trade.

History of the print: `FILE #` to `MARITAL STATUS` on top, `ECOA KEY` and `Page n / m` below; heads `ECOA WHOSE
CREDITOR REPORTED OPENED HIGH BALANCE PAST-DUE MO 30 60 90+ STATUS`; dates `01/26` are months, `--/--` is
none; `XP/TU/EF` names the bureaus that report a trade. `SOURCE OF INFORMATION`, `TRADE SUMMARY` and `SCORE
MODELS` are sections. How late dates are listed varies: they are kept as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from creditai.documents import Document
from creditai.documents.flow import reading
from creditai.documents.lines import Line
from creditai.forms.draft import Draft
from creditai.forms.here import Here
from creditai.forms.history import marks_of
from creditai.forms.layout_print import Print
from creditai.forms.merged.lists import read_inquiry_lines, read_score_table
from creditai.forms.merged.trades import SHORT, ecoa_key, read_trades
from creditai.forms.reading import Reading, claim_nothings, read_section
from creditai.forms.sections import Section, style_of
from creditai.forms.signatures import count_signatures

NAME = "Lender's merged credit file"

PRINT = Print(
    dates=SHORT,
    sections={
        "tradelines": "accounts",
        "trade lines": "accounts",
        "credit history": "accounts",
        "credit scores": "scores",
        "public records": "records",
        "score models": "scores",
        "trade summary": "summary",
        "inquiries (last 120 days)": "inquiries",
        "source of information": "ignored:key of sources",
        "ecoa key": "ignored:legend",
        "creditors": "contacts",
        "creditor contacts": "contacts",
        "creditor information": "contacts",
    },
)


_LENDER = re.compile(r"^(?:prepared for|requested by|client)\W*$", re.I)


def recognises(document: Document) -> bool:
    """Four of its section titles, or three and a token of sources such as `XP/TU`, or their key; or such a token and heads
    that begin `ECOA CREDITOR`."""
    titles = count_signatures(
        document,
        r"\becoa key\b",
        r"^tradelines\b",
        r"\bsource of information\b",
        r"\btrade summary\b",
        r"\bscore models\b",
        r"\bmerged infile credit report\b",
    )
    if titles < 3 and count_signatures(document, r"^\W*ecoa\b.{0,20}\bcreditor\b") == 0:
        return False
    return titles >= 4 or (
        count_signatures(document, r"\b(?:xp|tu|ef)(?:/(?:xp|tu|ef))+\b", r"\bxp\s*[-=]\s*experian\b") >= 1
    )


def read(document: Document) -> Draft:
    flow = reading(document)
    draft = Draft(document)
    for name, words in flow.heads:
        draft.ignore(words, name)
    here = Here(draft, PRINT, marks_of(document), None)
    state = Reading(draft, here, style_of(flow.lines))
    sections = _sections(flow.lines)
    legends = (section for section in sections if section.kind == "ignored:legend")
    ecoa = ecoa_key(
        [line for key in legends if key.heading is not None for line in (key.heading, *key.lines)]
    )
    for section in sections:
        own = replace(here, heading=section.heading)
        if section.heading is not None:
            draft.claim(section.heading.words)
        claim_nothings(state, section)
        if section.kind in ("accounts", "collections"):
            read_trades(own, section.lines, ecoa)
        elif section.kind == "scores":
            read_score_table(own, section.lines)
        elif section.kind == "inquiries":
            section.lines = read_inquiry_lines(own, section.lines)
            read_section(state, section, own)
        else:
            kept = (_without_lender(draft, line) for line in section.lines)
            section.lines = [line for line in kept if line.cells]
            read_section(state, section, own)
    return draft


def _without_lender(draft: Draft, line: Line) -> Line:
    """`PREPARED FOR` names the lender, who is nobody of the report; what stands beside it is kept."""
    at = next((i for i, cell in enumerate(line.cells) if _LENDER.match(cell.text)), None)
    if at is None or at + 1 >= len(line.cells):
        return line
    draft.root.other(line.cells[at].words, line.cells[at + 1].words)
    return Line((*line.cells[:at], *line.cells[at + 2 :]))


def _sections(lines: Sequence[Line]) -> list[Section]:
    """Cut at its titles, which stand alone on their lines; all is in capitals, so nothing stands out."""
    sections = [Section("")]
    for line in lines:
        title = line.text.strip(" :-*=").casefold()
        kind = PRINT.sections.get(title) or (
            PRINT.sections.get("ecoa key") if title.startswith("ecoa key") else None
        )
        if kind is None:
            sections[-1].lines.append(line)
        else:
            sections.append(Section(kind, line))
    return sections

"""One bureau's report as ConsumerDirect printed it (older MyFreeScoreNow).

History of the print: `CREDIT REPORT OVERVIEW AS OF` on top, `Powered By ConsumerDirect` below, sections counted
`4 of 6`. The labels are those of the three-column print. A furnisher's name stands *after* its account's
labels; where a name stands before the first account and none after the last, the names stand before.
`Account Status` may say more than open or closed (`CLOSED_CHARGE_OFF`). The bureau is what a heading says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from creditai.documents import Document
from creditai.documents.flow import reading
from creditai.documents.lines import Cell, Line
from creditai.forms.accounts import read_account
from creditai.forms.blocks import Block
from creditai.forms.draft import Draft
from creditai.forms.here import Here
from creditai.forms.history import marks_of
from creditai.forms.layout_print import Print
from creditai.forms.line_kinds import is_subheading
from creditai.forms.pairs.items import Row
from creditai.forms.pairs.rows import rows_of
from creditai.forms.reading import Reading, claim_nothings, read_accounts, read_heads, read_section
from creditai.forms.sections import Section, sections_of, style_of
from creditai.forms.signatures import count_signatures
from creditai.report import Bureau
from creditai.values import Why, parse_date
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.labels import account_labels_with

NAME = "ConsumerDirect, one bureau (older MyFreeScoreNow)"

PRINT = Print(
    labels=(
        ("Balance Owed", "balance"),
        ("High Balance", "high_credit"),
        ("Closed Date", "closed"),
        ("Payment Amount", "monthly_payment"),
        ("Payment Frequency", "terms_frequency"),
        ("Creditor Remarks", "remarks"),
        ("Account Verified", "other:Account Verified"),
        ("Account Rating", "other:Account Rating"),
    ),
    always=("account_number", "opened", "reported", "balance"),
    portfolio=True,
)
_OVERVIEW = re.compile(r"\bcredit report overview as of\b", re.I)
_BUREAU = re.compile(r"^(?:credit )?(?:bureau|source|data from)\W*\s", re.I)
_MARK = re.compile(r"^\d{1,2} of \d{1,2}$")
_FURNITURE = re.compile(r"powered by consumerdirect|^\d{1,2} of \d{1,2}$|^back to top$", re.I)


def recognises(document: Document) -> bool:
    """Two of its phrases, one that no other print has among them."""
    own = count_signatures(document, r"credit report overview as of", r"\baccount verified\s*:")
    return (
        own + count_signatures(document, r"powered by consumerdirect", r"\bbalance owed\s*:") >= 2 and own > 0
    )


def read(document: Document) -> Draft:
    flow = reading(document)
    draft = Draft(document)
    here = Here(draft, PRINT, marks_of(document), None)
    if flow.heads:
        read_heads(here, flow)
    lines = [line for line in _without_furniture(draft, flow.lines) if not _read_overview(draft, line)]
    state = Reading(draft, _of_bureau(here, lines), style_of(lines))
    for section in sections_of(lines, PRINT.sections, state.style):
        if section.heading is not None:
            draft.claim(section.heading.words)
        claim_nothings(state, section)
        own = replace(state.here, heading=section.heading)
        if section.kind in ("accounts", "collections"):
            _read_accounts(state, own, section)
        else:
            read_section(state, section, own)
    return draft


def _without_furniture(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        if _FURNITURE.search(line.text.strip()):
            draft.ignore(line.words, "section mark" if _MARK.match(line.text.strip()) else "page furniture")
        else:
            kept.append(_without_mark(draft, line))
    return kept


def _without_mark(draft: Draft, line: Line) -> Line:
    """`3 of 6 CREDIT ACCOUNTS`: the heading alone."""
    words = line.words
    if len(words) < 4 or not _MARK.match(" ".join(w.text for w in words[:3])):
        return line
    draft.ignore(words[:3], "section mark")
    cells = (tuple(w for w in cell.words if w not in words[:3]) for cell in line.cells)
    return Line(tuple(Cell(own) for own in cells if own))


def _read_overview(draft: Draft, line: Line) -> bool:
    """`CREDIT REPORT OVERVIEW AS OF 11/04/2026`."""
    date = parse_date(line.words[-1].text)
    if not _OVERVIEW.search(line.text) or isinstance(date, Why):
        return False
    draft.root.put("report_date", date, line.words[-1:])
    draft.claim(line.words)
    return True


def _of_bureau(here: Here, lines: Sequence[Line]) -> Here:
    """The one bureau that stands alone on a line; none where several do, or none."""
    named: dict[Bureau, Line] = {}
    for line in lines:
        bureau = bureau_of(_BUREAU.sub("", line.text))
        if bureau is not None:
            named.setdefault(bureau, line)
    if len(named) != 1:
        return here
    bureau, line = next(iter(named.items()))
    here.draft.claim(line.words)
    here.draft.bureaus.append(bureau)
    return replace(here, bureau=bureau, bureau_words=line.words)


def _read_accounts(state: Reading, here: Here, section: Section) -> None:
    rows = rows_of(section.lines, account_labels_with(PRINT.labels))
    blocks = _blocks(rows)
    if not blocks or (blocks[0][0] and not blocks[-1][2]):
        read_accounts(here, section.lines, state.style)
        return
    for _, body, name in blocks:
        read_account(here, Block([row.line for row in name], [*name, *body]))


def _blocks(rows: Sequence[Row]) -> list[tuple[list[Row], list[Row], list[Row]]]:
    """Accounts as (name lines before the first, rows of labels, name lines after)."""
    blocks: list[tuple[list[Row], list[Row], list[Row]]] = []
    before: list[Row] = []
    seen: set[str] = set()
    for row in rows:
        names = {label.name for label in row.labels}
        if not names:
            if blocks and (blocks[-1][2] or _may_name(row)):
                blocks[-1][2].append(row)
            elif not blocks:
                before.append(row)
            else:
                blocks[-1][1].append(row)
            continue
        if not blocks or (blocks[-1][2] and names & seen):
            blocks.append((before, [], []))
            before, seen = [], set()
        elif blocks[-1][2]:
            blocks[-1][1].extend(blocks[-1][2])
            blocks[-1][2].clear()
        blocks[-1][1].append(row)
        seen |= names
    return blocks


def _may_name(row: Row) -> bool:
    text = row.line.text
    return any(c.isalpha() for c in text) and not is_subheading(row.line) and not text.endswith(".")

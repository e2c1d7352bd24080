"""A document and what its layout says of its print -> a draft: the flow of lines is cut into sections,
and each kind of section has its reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from creditai.documents import Document, Page, Word
from creditai.documents.flow import Flow, reading
from creditai.documents.lines import Line, lines_of
from creditai.documents.page_order import REPEATED
from creditai.forms.accounts import open_lines, read_account
from creditai.forms.accounts.tables import account_table, read_account_table
from creditai.forms.blocks import blocks_of
from creditai.forms.contacts import read_contacts
from creditai.forms.dispute_addresses import read_dispute_addresses
from creditai.forms.draft import Draft
from creditai.forms.fields import dates_in, put, text_of
from creditai.forms.here import Here
from creditai.forms.history import marks_of
from creditai.forms.history.key import key_of_print
from creditai.forms.inquiries import read_inquiries
from creditai.forms.layout_print import Print
from creditai.forms.line_kinds import CONTINUED
from creditai.forms.pairs import pairs_in
from creditai.forms.pairs.items import is_icon
from creditai.forms.pairs.rows import rows_of
from creditai.forms.pairs.settled import settled
from creditai.forms.person import read_person
from creditai.forms.records import read_records
from creditai.forms.scores import read_large_scores, read_printed_scores, read_scores
from creditai.forms.sections import Section, Style, sections_of, style_of
from creditai.forms.side_by_side import abreast, across
from creditai.forms.tables.total_rows import summed_in
from creditai.forms.values_first import labels_first
from creditai.report import InquiryKind
from creditai.values import is_dash
from creditai.vocabulary.history import LEGEND
from creditai.vocabulary.kinds import bureau_of
from creditai.vocabulary.labels import (
    COLLECTION_LABELS,
    account_heads,
    account_labels_with,
    head_labels,
    person_labels,
)

_EXPLAINS = re.compile(
    r"(?:a |your )?(?:consumer|personal|customer) statements? (?:is|are|may|can|lets?|gives?) |"
    r"(?:if you (?:wish|want|like),? )?you (?:can|may|have the right to) (?:add|attach|request|submit|include) (?:an?|up to|your) .{0,60}statement",
    re.I,
)
"""The bureau's words on what a statement is, in the place of the consumer's."""

_NOTHING = re.compile(
    r"^(?:\W*(?:none|nothing)(?: (?:reported|found|on file))?|\W*no .{0,60}(?:reported|found|on (?:file|record)|exist|"
    r"to display|appear (?:on|in) your (?:credit )?(?:report|file))|"
    r"\W*0 \w+(?:\(s\))?(?: \w+)?|(?:your|this) (?:credit )?(?:file|report) (?:currently )?(?:contains|has) no .{0,60}|"
    r"you (?:currently )?(?:do not have|have no) .{0,80}|ningun[oa]? .{0,40}|no hay .{0,60}|--?|n/a|"
    r"no (?:se )?.{0,40}(?:informad|reportad|encontrad)\w*|there (?:is|are) (?:currently )?no .{0,80}|.{0,40} not reported)\W*$",
    re.I,
)


_NAMING = frozenset({"furnisher", "account_number", "original_creditor", "opened"})
"""Labels of an account; without one and without a heading it is a summary's table."""


@dataclass
class Reading:
    """What the readers of sections need: the draft, the print, how body text looks, whose data it is."""

    draft: Draft
    here: Here
    style: Style


def read_print(document: Document, layout: Print) -> Draft:
    """The whole document by this print."""
    flow = reading(document)
    draft = Draft(document)
    style = style_of(flow.lines)
    here = Here(draft, layout, marks_of(document), layout.bureau)
    read_heads(here, flow)
    if not layout.codes:
        here = with_key(here, flow.lines)
    if layout.bureau:
        draft.bureaus.append(layout.bureau)
    read_sections(Reading(draft, here, style), labels_first(flow.lines) if layout.either_way else flow.lines)
    return draft


def with_key(here: Here, lines: Sequence[Line]) -> Here:
    """What the print's own key says of the codes of its histories, wherever the key stands."""
    codes, words = key_of_print(lines)
    here.draft.ignore(words, LEGEND)
    return replace(here, print=replace(here.print, codes=codes)) if codes else here


def read_heads(here: Here, flow: Flow) -> None:
    """`Prepared for: ... Date: ... Confirmation # ...` is printed on every page: read once, ignored after."""
    heads = [words for name, words in flow.heads if name != REPEATED]
    first = [words for words in heads if words[0].page == heads[0][0].page]
    lines = [line for words in first for line in lines_of(Page(1, 0, 0, words))]
    for pair in pairs_in(lines, head_labels(), here.print.dates).pairs:
        if pair.words and pair.label.name in ("report_date", "report_number"):
            date = pair.label.name == "report_date"
            value = (dates_in(pair.words, here.print.dates) or [[]])[0] if date else pair.words[:1]
            put(here.draft.root, pair.label.name, pair.label.words, value, style=here.print.dates)
            if not value:
                here.draft.root.missing.pop(pair.label.name, None)
    for name, words in flow.heads:
        here.draft.ignore(words, name)


def read_sections(state: Reading, lines: Sequence[Line]) -> None:
    """Each section of these lines by its reader."""
    layout = state.here.print
    for section in sections_of(lines, layout.sections, state.style, bureaus=layout.bureau is None):
        if section.heading is not None:
            state.draft.claim(section.heading.words)
        if section.kind == "bureau" and section.heading is not None:
            _turn_to(state, section.heading)
        outer = state.here
        if section.turn is not None:
            state.draft.claim(section.turn.words)
            _turn_to(state, section.turn)
        claim_nothings(state, section)
        here = replace(state.here, heading=section.heading)
        read_section(state, section, here)
        state.here = outer


def _turn_to(state: Reading, heading: Line) -> None:
    """What follows is this bureau's data, as the heading says."""
    bureau = bureau_of(heading.text)
    words: tuple[Word, ...] = tuple(w for w in heading.words if bureau_of(w.text)) or heading.words
    state.here = replace(state.here, bureau=bureau, bureau_words=words)
    if bureau is not None:
        state.draft.bureaus.append(bureau)


def claim_nothings(state: Reading, section: Section) -> None:
    """`None Reported`: words that say that there is nothing here; and headings that only continue."""
    if section.kind.startswith("ignored"):
        return
    kept: list[Line] = []
    for line in section.lines:
        if len(line.cells) == 1 and section.kind and _NOTHING.match(line.text):
            state.draft.claim(line.words)
        elif len(line.cells) == 1 and len(line.words) < 10 and CONTINUED.search(line.text):
            state.draft.ignore(line.words, "continued heading")
        else:
            kept.append(line)
    section.lines = kept


def read_section(state: Reading, section: Section, here: Here) -> None:
    kind, _, detail = section.kind.partition(":")
    lines = section.lines
    if kind == "ignored":
        _ignore(state, lines, detail)
    elif kind in ("accounts", "collections"):
        layout = here.print
        if kind == "collections":
            here = replace(
                here,
                print=replace(layout, labels=(*layout.labels, *COLLECTION_LABELS), section_portfolio=True),
            )
        read_accounts(here, lines, state.style)
    elif kind == "inquiries":
        asked: InquiryKind | None = "hard" if detail == "hard" else "soft" if detail == "soft" else None
        read_inquiries(here, lines, state.style, asked)
    elif kind == "records":
        read_records(here, lines, state.style)
    elif kind == "person":
        read_person(here, lines)
        _rest(here, lines)
    elif kind == "scores":
        read_large_scores(here, [*([here.heading] if here.heading else []), *lines])
        read_scores(here, open_lines(here.draft, lines, set()))
        _rest(here, lines)
    elif kind == "contacts":
        read_contacts(here, lines)
    elif kind == "addresses":
        read_dispute_addresses(here, lines)
    elif kind == "statements":
        _statements(state, lines)
    else:
        if kind == "bureau" and here.heading is not None:
            read_large_scores(here, [here.heading, *lines])
        _front(here, lines, title=kind in ("", "bureau"))
        if kind == "summary":
            _counts(here, lines)


def read_accounts(here: Here, lines: Sequence[Line], style: Style) -> None:
    """Cards beside each other one by one; tables of accounts, and blocks of accounts between them."""
    labels = account_labels_with(here.print.labels)
    for cards in abreast(lines, labels, "account_number", 3):
        for group in across(cards, labels, "account_number", here.draft.copies):
            _read_listed(here, group, style)


def _read_listed(here: Here, lines: Sequence[Line], style: Style) -> None:
    start = 0
    while (table := account_table(here.draft.document, lines, start)) is not None:
        _read_blocks(here, lines[start : table.first], style)
        read_account_table(here, table)
        start = max(table.end, table.first + 1)
    _read_blocks(here, lines[start:], style)


def _read_blocks(here: Here, lines: Sequence[Line], style: Style) -> None:
    labels = account_labels_with(here.print.labels)
    rows = rows_of(settled(lines, labels), labels, account_heads())
    for block in blocks_of(rows, style):
        if block.heading or _NAMING & {label.name for row in block.rows for label in row.labels}:
            read_account(here, block)


def _ignore(state: Reading, lines: Sequence[Line], name: str) -> None:
    for line in lines:
        state.draft.ignore(line.words, name)


def _front(here: Here, lines: Sequence[Line], *, title: bool) -> None:
    """Title page, summary, notices: report date and number, the consumer's name, scores."""
    read_printed_scores(here, lines)
    read_large_scores(here, lines)
    read_scores(here, open_lines(here.draft, lines, set()))
    read_person(here, open_lines(here.draft, lines, set()), head_labels() if title else person_labels())
    _rest(here, lines)


def _counts(here: Here, lines: Sequence[Line]) -> None:
    """The bureau's own counts, ages and sums, kept as printed: a label and one value beside it."""
    _table_of_totals(here, lines)
    for line in open_lines(here.draft, lines, set()):
        if len(line.cells) == 2 and line.words[0].text[0].isalpha():
            here.draft.root.other(line.cells[0].words, line.cells[1].words)
            here.draft.note_total(line.cells[0].text, line.cells[1].words, here.bureau)


def _table_of_totals(here: Here, lines: Sequence[Line]) -> None:
    """How many accounts of each type there are, and their sums."""
    for cell in summed_in(open_lines(here.draft, lines, set())):
        here.draft.claim((*cell.row, *cell.head, *cell.corner))
        if is_dash(text_of(cell.value)):
            here.draft.claim(cell.value)
            continue
        here.draft.root.other(cell.row, cell.value, under=[cell.head])
        here.draft.note_total(text_of(cell.head), cell.value, here.bureau, cell.portfolio)


def _rest(here: Here, lines: Sequence[Line]) -> None:
    """Scores among the consumer's facts, icons, and labels that nobody has a field for."""
    rest = open_lines(here.draft, lines, set())
    here.draft.claim(w for line in rest for w in line.words if is_icon(w))


def _statements(state: Reading, lines: Sequence[Line]) -> None:
    """The consumer's own words, a paragraph each."""
    runs: list[list[Word]] = []
    before: Line | None = None
    for line in lines:
        height = max(w.y1 - w.y0 for w in line.words)
        apart = before is None or before.page != line.page or line.box[1] - before.box[3] > 0.9 * height
        if apart:
            runs.append([])
        runs[-1].extend(line.words)
        before = line
    for words in runs:
        if _EXPLAINS.match(text_of(words)):
            state.draft.ignore(words, "what a statement is")
        else:
            state.draft.root.add("statements", text_of(words), words)

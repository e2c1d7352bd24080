"""A whole three-bureau document: sections by their headings, columns by the header that holds for each.

The header of bureaus may come with every account, once a page or once in the document. Sections that
have no columns (statements, inquiries, notices) are read as in any other print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from creditai.documents import Document
from creditai.documents.flow import reading
from creditai.documents.lines import Line, lines_of
from creditai.forms.bureaus.accounts import read_bureau_accounts
from creditai.forms.bureaus.blocks import FURNITURE, Table
from creditai.forms.bureaus.cells import split
from creditai.forms.bureaus.columns import find_bureau_table
from creditai.forms.bureaus.facts import read_bureau_person, read_bureau_records, read_bureau_summary
from creditai.forms.bureaus.geometry import Geometry, learn
from creditai.forms.bureaus.headers import Header, header_of, lone_header_of, single_header_of
from creditai.forms.bureaus.inquiries import inquiries_apart
from creditai.forms.bureaus.scores import read_bureau_scores
from creditai.forms.contacts import read_contacts
from creditai.forms.draft import Draft
from creditai.forms.draft.slots import Slot
from creditai.forms.here import Here
from creditai.forms.history import marks_of
from creditai.forms.layout_print import Print
from creditai.forms.reading import Reading, claim_nothings, read_heads, read_section
from creditai.forms.sections import Section, sections_of, style_of
from creditai.vocabulary.sections import section_of

_READERS: dict[str, Callable[[Here, Table], None]] = {
    "accounts": read_bureau_accounts,
    "collections": read_bureau_accounts,
    "person": read_bureau_person,
    "records": read_bureau_records,
    "scores": read_bureau_scores,
    "summary": read_bureau_summary,
}


_OF_THEIR_OWN = frozenset({"inquiries", "contacts"})
"""Sections whose tables have columns of their own, which say nothing of the bureaus'."""

_TITLE = re.compile(r"^(?:your )?(?:3|three|tri)[- ](?:bureau|merge)\b|credit report\b.{0,24}$", re.I)


def has_columns(document: Document) -> bool:
    """Does this print set the bureaus side by side, with labelled rows under them?"""
    lines = [line for page in document.pages for line in lines_of(page)]
    return find_bureau_table(lines) is not None


def read_columns(document: Document, layout: Print) -> Draft:
    """The whole document, by its columns of bureaus."""
    flow = reading(document)
    draft = Draft(document)
    here = Here(draft, layout, marks_of(document), None)
    if flow.heads:
        read_heads(here, flow)
    read_column_lines(Reading(draft, here, style_of(flow.lines)), flow.lines)
    return draft


def read_column_lines(state: Reading, lines: Sequence[Line]) -> None:
    """Each section of these lines; every bureau that a header names is one of the report's."""
    draft, here = state.draft, state.here
    lines = _without_furniture(draft, lines)
    headers = _headers(lines)
    geometry = _geometry(lines, headers)
    places = {id(line): i for i, line in enumerate(lines)}
    for header in headers.values():
        draft.bureaus.extend(column.bureau for column in header.columns)
    for section in _sections(state, lines, geometry):
        if section.heading is not None:
            draft.claim(section.heading.words)
        claim_nothings(state, section)
        at = [places[id(line)] for line in section.lines]
        table = Table(
            section.lines,
            [geometry[i] for i in at],
            frozenset(n for n, i in enumerate(at) if i in headers),
        )
        own = replace(here, heading=section.heading)
        kind = section.kind.partition(":")[0]
        if kind == "contacts":
            read_contacts(own, section.lines)
        elif kind in _READERS and _in_columns(table):
            _READERS[kind](own, table)
        elif not kind and _in_columns(table):
            read_bureau_accounts(own, table)
        else:
            if kind == "inquiries":
                section.lines = inquiries_apart(section.lines)
            read_section(state, section, own)
        if not kind:
            for line in section.lines:
                if len(line.words) <= 9 and _TITLE.search(line.text):
                    draft.ignore(line.words, "title")
    _settle_report_date(draft)


def _without_furniture(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    """A link or a page's number may stand between a value and its next line, and is no part of it."""
    kept = []
    for line in lines:
        if FURNITURE.match(line.text) and any(c.isalpha() for c in line.text):
            draft.ignore(line.words, "page furniture")
        else:
            kept.append(line)
    return kept


def _headers(lines: Sequence[Line]) -> dict[int, Header]:
    """Line -> the header it is."""
    found: dict[int, Header] = {}
    widest: Header | None = None
    for i, line in enumerate(lines):
        header = header_of(line)
        if header is None and widest is not None:
            header = lone_header_of(line, widest)
        if header is None:
            continue
        found[i] = header
        if widest is None or len(header.columns) >= len(widest.columns):
            widest = header
    return found or _single_headers(lines)


def _single_headers(lines: Sequence[Line]) -> dict[int, Header]:
    """A print of one bureau's column only: its name over values, with labels at their left."""
    return {
        i: header
        for i, line in enumerate(lines[:-1])
        if (header := single_header_of(line, lines[i + 1])) is not None
    }


def _geometry(lines: Sequence[Line], headers: dict[int, Header]) -> list[Geometry | None]:
    """The columns that hold for each line; headers at the same places learn from each other's rows."""
    under: dict[tuple[tuple[str, int], ...], list[Line]] = {}
    current: list[Line] | None = None
    for i, line in enumerate(lines):
        if i in headers:
            current = under.setdefault(_signature(headers[i]), [])
        elif len(line.cells) == 1 and (section_of(line.text) or "").partition(":")[0] in _OF_THEIR_OWN:
            current = None
        elif current is not None:
            current.append(line)
    learned = {key: learn(_first(headers, key), own) for key, own in under.items()}
    held: list[Geometry | None] = []
    now: Geometry | None = None
    for i in range(len(lines)):
        if i in headers:
            now = replace(learned[_signature(headers[i])], header=headers[i])
        held.append(now)
    return held


def _signature(header: Header) -> tuple[tuple[str, int], ...]:
    return tuple((c.bureau, round(c.center / 4)) for c in header.columns)


def _first(headers: dict[int, Header], key: tuple[tuple[str, int], ...]) -> Header:
    return next(h for h in headers.values() if _signature(h) == key)


def _sections(state: Reading, lines: Sequence[Line], geometry: Sequence[Geometry | None]) -> list[Section]:
    """The sections; a value that stands in a column heads none, whatever its words, nor does a label that
    stands between the lines of its values."""
    values = {
        id(line)
        for line, held in zip(lines, geometry, strict=True)
        if held is not None and held.lefts and _is_value(line, held) and not state.style.stands_out(line)
    }
    values |= {
        id(line)
        for above, line, held in zip(lines, lines[1:], geometry[1:], strict=False)
        if held is not None and _is_label_between(above, line, held)
    }
    sections = sections_of(
        [line for line in lines if id(line) not in values], state.here.print.sections, state.style
    )
    owner: dict[int, Section] = {}
    for section in sections:
        for line in ([section.heading] if section.heading else []) + section.lines:
            owner[id(line)] = section
        section.lines = []
    now = sections[0]
    for line in lines:
        now = owner.get(id(line), now)
        if line is not now.heading:
            now.lines.append(line)
    return sections


def _is_value(line: Line, held: Geometry) -> bool:
    return any(abs(line.words[0].x0 - left) <= 1.5 for left in held.lefts)


def _is_label_between(above: Line, line: Line, held: Geometry) -> bool:
    overlap = above.page == line.page and line.box[1] < above.box[3] - 0.2 * (line.box[3] - line.box[1])
    return overlap and line.text.endswith(":") and line.box[2] <= held.edge <= above.box[0]


def _in_columns(table: Table) -> bool:
    """Is anything here a label with a value under a bureau, or labels in the columns themselves? Under a
    header of its own the label may stand between its values' lines."""
    labelled = valued = False
    for i, (line, held) in enumerate(zip(table.lines, table.geometry, strict=True)):
        if held is None or i in table.headers:
            continue
        label, values = split(line, held)
        if values and (label or all(any(w.text.endswith(":") for w in run) for run in values.values())):
            return True
        labelled |= bool(label) and label[-1].text.endswith(":")
        valued |= bool(values)
    return labelled and valued and bool(table.headers)


def _settle_report_date(draft: Draft) -> None:
    """The report's own date, where it is printed only bureau by bureau, and alike."""
    if "report_date" in draft.root.fields:
        return
    people = [s for s in draft.root.parts.get("as_reported", ()) if isinstance(s, Slot)]
    dated = [s for s in people if s.fields.get("report_date") is not None]
    if dated and len({s.fields["report_date"] for s in dated}) == 1:
        draft.root.fields["report_date"] = dated[0].fields["report_date"]
        draft.root.evidence["report_date"] = dated[0].evidence["report_date"]

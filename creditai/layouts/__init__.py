"""Pages -> report: one file per way that a bureau or a vendor prints one. This is the door.

A layout is a module of this folder with

    NAME = "Experian, AnnualCreditReport.com print"    what `creditai layouts` lists
    def recognises(document: Document) -> bool         two signatures of its own, never a bureau's name
    def read(document: Document) -> Draft              see creditai.forms: evidence by construction

and a docstring that keeps the history of the print. The file's name is the layout's id. A layout
names labels, headings and shapes; how label and value, columns and grids are found by geometry
lives in `creditai.forms`, and words for things in `creditai.vocabulary`. Layouts are strangers to
each other: copy the nearest neighbour, never import it; what two share moves down into `forms`.

Every layout is asked. Exactly one yes: it reads. None: `unseen` reads, if this is a credit report at
all. Two: `AmbiguousLayout`, our defect. To add one: docs/how-to/add-a-layout.md.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from creditai.documents import Document
from creditai.documents.page_order import order_of
from creditai.errors import AmbiguousLayout
from creditai.forms.absent_pages import absent_pages, in_words
from creditai.forms.draft import Draft
from creditai.forms.evidence_of_report import (
    refuse_if_no_report,
    refuse_if_nothing_read,
    refuse_too_many,
    refuse_two_people,
)
from creditai.forms.misread_labels import with_labels_read
from creditai.forms.several_reports import refuse_prints, refuse_pulls
from creditai.report import Kind, Report, Source

UNSEEN = "unseen"


class Layout(Protocol):
    """What a module of this folder offers."""

    NAME: str

    def recognises(self, document: Document) -> bool: ...

    def read(self, document: Document) -> Draft: ...


@cache
def every_layout() -> dict[str, Layout]:
    """id -> layout: everything in this folder."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: cast(Layout, import_module(f"{__name__}.{name}")) for name in names}


def layout_of(document: Document) -> str:
    """The id of the one layout that knows this print, or `unseen`."""
    yes = [name for name, layout in every_layout().items() if name != UNSEEN and layout.recognises(document)]
    if len(yes) > 1:
        refuse_prints(
            document, [(every_layout()[name].NAME, every_layout()[name].recognises) for name in yes]
        )
        raise AmbiguousLayout(
            f"Two layouts claim this document ({', '.join(yes)}). Please report this: it is a defect of ours."
        )
    return yes[0] if yes else UNSEEN


def read(document: Document, *, file: str, sha256: str) -> Report:
    """The report that this document is; NotAReport, ForeignReport, TwoPeople, SeveralReports or AmbiguousLayout if it is none."""
    document = with_labels_read(document)
    name = layout_of(document)
    refuse_if_no_report(document, known=name != UNSEEN)
    refuse_two_people(document)
    draft = every_layout()[name].read(document)
    if name == UNSEEN:
        refuse_if_nothing_read(document, draft)
    refuse_too_many(draft)
    absent = absent_pages(document)
    said = (draft.note, order_of(document).note, in_words(absent) if absent else None)
    draft.note = " ".join(filter(None, said)) or None
    report = draft.report(Source(file, sha256, len(document.pages), kind_of(document), name, absent=absent))
    refuse_pulls(document, report)
    return report


def kind_of(document: Document) -> Kind:
    """text, scan, mixed or html: where the words came from."""
    if document.kind == "html":
        return "html"
    pictures = [page.kind == "picture" for page in document.pages]
    if not any(pictures):
        return "text"
    return "scan" if all(pictures) else "mixed"

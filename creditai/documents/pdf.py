"""A PDF's bytes -> pages of words with boxes, through PDFium.

`read` is the whole document; `open_pdf` hands out one page at a time, with its picture where OCR must
read it. Coordinates are points from the top left of the page as shown: PDFium's own (y upwards, before
rotation, in the MediaBox's system) are turned here and nowhere else.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as raw

from creditai.documents import Document, Page
from creditai.documents.glyphs import words_of
from creditai.documents.pdfium import handle
from creditai.documents.shown import Shown
from creditai.errors import Password, TooLarge, Unreadable

MOST_PAGES = 2000


def read(data: bytes, *, password: str | None = None) -> Document:
    with open_pdf(data, password=password) as pdf:
        pages = tuple(pdf.page(i) for i in range(pdf.page_count))
        return Document(pages, "pdf", title=pdf.title, producer=pdf.producer)


class OpenPdf:
    """An open PDF; pages from 0 here, as PDFium counts."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self.page_count = len(document)
        self.title: str = document.get_metadata_value("Title") or ""
        self.producer: str = document.get_metadata_value("Producer") or ""

    def page(self, index: int) -> Page:
        page = raw.FPDF_LoadPage(self._document.raw, index)
        if not page:
            raise Unreadable(f"Page {index + 1} of the PDF is damaged.", index + 1)
        text = raw.FPDFText_LoadPage(page)
        try:
            shown = shown_of(page)
            words = words_of(handle(text), shown, index + 1)
            return Page(index + 1, shown.width, shown.height, words)
        finally:
            raw.FPDFText_ClosePage(text)
            raw.FPDF_ClosePage(page)


def shown_of(page: raw.FPDF_PAGE) -> Shown:
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(bounds))
    turns = raw.FPDFPage_GetRotation(page)
    return Shown(bounds.left, bounds.bottom, bounds.right, bounds.top, turns)


@contextmanager
def open_pdf(data: bytes, *, password: str | None = None) -> Iterator[OpenPdf]:
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Password("The PDF needs a password to open it: save a copy without one.") from None
        raise Unreadable("The PDF is damaged and cannot be opened: download it again.") from None
    try:
        if len(document) > MOST_PAGES:
            raise TooLarge(f"The PDF has {len(document)} pages; at most {MOST_PAGES} are read.")
        yield OpenPdf(document)
    finally:
        document.close()

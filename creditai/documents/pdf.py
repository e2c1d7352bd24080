"""A PDF's bytes -> pages of words with boxes, through PDFium.

`read` is the whole document; `open_pdf` hands out one page at a time, with its picture where OCR must
read it. Coordinates are points from the top left of the page as shown. Scripts, attachments and XFA in
the file are never looked at; what a form field shows on paper is read like the rest.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import sqrt

import numpy as np
import PIL.Image
import pypdfium2
import pypdfium2.raw as raw

from creditai.documents import Document, Page
from creditai.documents.drawings import drawings_of
from creditai.documents.glyphs import Layer, layer_of
from creditai.documents.hidden import hidden_words
from creditai.documents.kinds import kind_of, looks_like
from creditai.documents.leaders import without_leaders
from creditai.documents.overprint import with_overprint
from creditai.documents.pdfium import handle, is_opaque
from creditai.documents.shown import Shown
from creditai.documents.uncollected import uncollected
from creditai.documents.usable import why_unusable
from creditai.errors import NotAReport, NotPdf, NotRead, NoWords, Password, TooLarge, Truncated, Unreadable
from creditai.report import Box

MOST_PAGES = 2_000
"""Six times the longest credit report heard of."""
MOST_PIXELS = 25_000_000
"""Of one page's picture: a Legal page at 400 dpi."""
_COVER = 40
"""Words of a page that says to open what is attached; a report has more."""
INK = 30
"""Of 255: how far the pixels of a word's box differ at least where something is printed."""
_INK_DPI = 110
_PRINTED_NOTES = frozenset({raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP})


def read(data: bytes, *, password: str | None = None) -> Document:
    with uncollected(), open_pdf(data, password=password) as pdf:
        return pdf.document([pdf.page(i) for i in range(pdf.page_count)])


@contextmanager
def open_pdf(data: bytes, *, password: str | None = None) -> Iterator[OpenPdf]:
    """For reading page by page. Raises a NotRead for what cannot be opened."""
    if kind_of(data) != "pdf":
        raise NotPdf(f"This is {looks_like(data)}, not a PDF.")
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise _refusal(data, error.err_code, password) from None
    try:
        yield OpenPdf(document, data)
    finally:
        document.close()


class OpenPdf:
    """An open PDF. Pages are asked for from 0, as PDFium counts; a `Page` knows its number from 1."""

    def __init__(self, document: pypdfium2.PdfDocument, data: bytes) -> None:
        self._document = document
        self._whole = is_whole(data)
        self.page_count = len(document)
        self.title: str = document.get_metadata_value("Title") or ""
        self.producer: str = document.get_metadata_value("Producer") or ""
        self.attached: int = document.count_attachments()
        if self.page_count > MOST_PAGES:
            raise TooLarge(
                f"The PDF has {self.page_count:,} pages and at most {MOST_PAGES:,} are read: "
                "save the pages of the credit report as a PDF of their own."
            )
        if self.page_count < 1:
            raise self._damaged(None)

    def document(self, pages: Sequence[Page]) -> Document:
        """The document that these pages make. Raises NoWords when there is nothing on any of them."""
        if not any(page.words or page.kind == "picture" for page in pages):
            if not self._whole:
                raise self._damaged(None)
            raise NoWords("Every page of the PDF is blank: print or download the report again.")
        typed = all(page.kind != "picture" for page in pages)
        if self.attached and typed and sum(len(page.words) for page in pages) < _COVER:
            raise NotAReport(
                "The PDF is a cover for files that are attached to it: open it, save the credit report "
                "that is attached as a PDF of its own, and give that."
            )
        led = (replace(page, words=without_leaders(page.words)) for page in pages)
        return Document(tuple(led), "pdf", title=self.title, producer=self.producer)

    def page(self, index: int) -> Page:
        """The page's words and drawings; for a picture, why its text will not do, and no words."""
        with uncollected(), self._loaded(index) as page:
            shown = shown_of(page)
            layer = self._layer(page, shown, index + 1)
            return self._judged(page, shown, layer, index + 1)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page as shown, in points."""
        with self._loaded(index) as page:
            shown = shown_of(page)
            return shown.width, shown.height

    def page_image(self, index: int, dpi: float = 300) -> PIL.Image.Image:
        """The page as shown, RGB, at `dpi` or at what MOST_PIXELS leaves of it. A pixel is
        `page.width / image.width` points."""
        with self._loaded(index) as page:
            return _picture(page, dpi)

    @contextmanager
    def _loaded(self, index: int) -> Iterator[pypdfium2.PdfPage]:
        try:
            page = self._document[index]
            if _has_printed_notes(page) and _flatten(page):
                page.close()
                page = self._document[index]
        except pypdfium2.PdfiumError:
            raise self._damaged(index + 1) from None
        try:
            yield page
        finally:
            page.close()

    def _layer(self, page: pypdfium2.PdfPage, shown: Shown, number: int) -> Layer:
        text = raw.FPDFText_LoadPage(page.raw)
        if not text:
            raise self._damaged(number)
        try:
            return layer_of(handle(text), shown, number)
        finally:
            raw.FPDFText_ClosePage(text)

    def _judged(self, page: pypdfium2.PdfPage, shown: Shown, layer: Layer, number: int) -> Page:
        count = max(0, raw.FPDFPage_CountObjects(page.raw))
        at, file = handle(page.raw), handle(self._document.raw)
        drawings = drawings_of(at, count, shown)
        layer = with_overprint(layer, drawings)
        hidden = hidden_words(
            layer,
            drawings,
            shown,
            ink=lambda boxes: _inked(page, shown, boxes),
            opaque=lambda picture: is_opaque(file, at, picture.handle),
        )
        why = why_unusable(layer, hidden, drawings, shown)
        words = layer.words
        if hidden.any():
            words = [word for word, unseen in zip(words, hidden, strict=True) if not unseen]
        if not self._whole and not count:
            raise self._damaged(number)
        return Page(
            number,
            shown.width,
            shown.height,
            words=() if why else tuple(words),
            marks=tuple(drawings.marks),
            kind="picture" if why else "text",
            why=why,
        )

    def _damaged(self, number: int | None) -> NotRead:
        where = f" from page {number} on" if number else ""
        if not self._whole:
            return Truncated(f"The PDF breaks off{where}: download it again.", number)
        where = f"Page {number} of the PDF" if number else "The PDF"
        return Unreadable(f"{where} is damaged: download the file again.", number)


def is_whole(data: bytes) -> bool:
    """Does the file have an end? One that tells its length (linearized) must have that many bytes."""
    told = re.search(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})\b", data[:2048])
    return b"%%EOF" in data[-4096:] and not (told and int(told[1]) > len(data))


def shown_of(page: pypdfium2.PdfPage) -> Shown:
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(bounds))
    turns = raw.FPDFPage_GetRotation(page.raw)
    return Shown(bounds.left, bounds.bottom, bounds.right, bounds.top, max(0, turns))


def _refusal(data: bytes, code: int | None, password: str | None) -> NotRead:
    if code == raw.FPDF_ERR_PASSWORD and password is None:
        return Password("The PDF asks for a password: open it with that and save a copy without one.")
    if code == raw.FPDF_ERR_PASSWORD:
        return Password("That is not the PDF's password: try again, or save a copy without one.")
    if code == raw.FPDF_ERR_SECURITY:
        return Password("The PDF is locked in a way that cannot be opened here: save a copy without that.")
    if not is_whole(data):
        return Truncated("The PDF breaks off before its end: download it again.")
    return Unreadable("The PDF is damaged and cannot be opened: download it again.")


def _has_printed_notes(page: pypdfium2.PdfPage) -> bool:
    """Form fields, stamps and typed notes stand on paper but not in the page's own content."""
    for i in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 2_000)):
        note = raw.FPDFPage_GetAnnot(page.raw, i)
        if note:
            kind = raw.FPDFAnnot_GetSubtype(note)
            raw.FPDFPage_CloseAnnot(note)
            if kind in _PRINTED_NOTES:
                return True
    return False


def _flatten(page: pypdfium2.PdfPage) -> bool:
    done: bool = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
    return done


def _picture(page: pypdfium2.PdfPage, dpi: float) -> PIL.Image.Image:
    width, height = page.get_size()
    scale = min(dpi / 72, sqrt(MOST_PIXELS / max(1.0, width * height)))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    try:
        image: PIL.Image.Image = bitmap.to_pil().convert("RGB").copy()
        return image
    finally:
        bitmap.close()


def _inked(page: pypdfium2.PdfPage, shown: Shown, boxes: Sequence[Box]) -> list[bool]:
    pixels = np.asarray(_picture(page, _INK_DPI))
    per_x, per_y = pixels.shape[1] / shown.width, pixels.shape[0] / shown.height
    found = []
    for x0, y0, x1, y1 in boxes:
        across = slice(max(0, int(x0 * per_x)), max(0, int(x1 * per_x)) + 1)
        down = slice(max(0, int(y0 * per_y)), max(0, int(y1 * per_y)) + 1)
        part = pixels[down, across].reshape(-1, 3)
        found.append(bool(part.size) and bool(np.ptp(part.astype(int), axis=0).max() > INK))
    return found

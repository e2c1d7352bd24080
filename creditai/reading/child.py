"""The child process: bytes in, a report or a failure out. `python -m creditai.reading.child`

Everything that parses a stranger's bytes runs here: PDFium, lxml, image codecs, OCR, layouts. The
parent watches time and memory from outside and may end this process at any moment; nothing here needs
to be tidied up. Frames come on stdin and go to stdout (see `wire`); a library that prints cannot
disturb them, because file descriptor 1 is given away first. Before OCR the child asks and waits: the
parent lets one page at a time use all cores.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from creditai.documents.uncollected import uncollected
from creditai.errors import AmbiguousLayout, NotRead, NoWords, OcrUnavailable
from creditai.reading.wire import frame, receive

if TYPE_CHECKING:
    from creditai.documents import Document, Page, Word
    from creditai.documents.pdf import OpenPdf

OCR_DPI = 200
"""Pixels per inch of the picture that OCR reads; `page_image` takes fewer of a very large page."""

Tell = Callable[..., None]
Ask = Callable[[int], None]
Look = Callable[[int, bytes], list[Any] | None]


def main() -> None:
    """Answer requests until stdin ends."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    requests = sys.stdin.buffer

    def tell(body: bytes = b"", **head: Any) -> None:
        _write_all(answers, frame(head, body))

    while (request := receive(requests)) is not None:
        head, data = request
        _answer(
            head, data, tell, lambda page: _may_i(page, tell, requests),
            lambda page, png: _look_for_me(page, png, tell, requests),
        )  # fmt: skip


def _answer(head: Mapping[str, Any], data: bytes, tell: Tell, ask: Ask, look: Look) -> None:
    try:
        if head["do"] == "picture":
            tell(_picture(head, data), done="picture")
        else:
            tell(_report(head, data, Eyes(head, tell, ask, look)), done="report")
    except NotRead as error:
        tell(done="failure", code=error.code, message=error.message, page=error.page)
    except AmbiguousLayout as error:
        tell(done="ambiguous", message=error.message)
    except OcrUnavailable as error:
        tell(done="unavailable", message=error.message)
    except MemoryError:
        tell(
            done="failure",
            code="too_large",
            message="It needs more memory than one file may take.",
            page=None,
        )
    except RecursionError:
        tell(done="failure", code="unreadable", message="It is nested deeper than any report is.", page=None)
    except Exception as error:
        traceback.print_exc()
        tell(done="defect", kind=type(error).__name__, where=_where(error))


class Eyes:
    """What reads the pages that are pictures: this machine's engine, or an outside one that the parent asks for us
    (`head["outside"]` is its name), with ours when it does not answer."""

    def __init__(self, head: Mapping[str, Any], tell: Tell, ask: Ask, look: Look) -> None:
        self.cache = None if head.get("cache") is None else Path(head["cache"])
        self.outside: str | None = head.get("outside")
        self.tell, self._ask, self._look = tell, ask, look
        self._elsewhere: list[int] = []
        self._here: list[int] = []

    def recognised(self, pdf: OpenPdf, page: Page) -> Page:
        """The page with the words that OCR sees, or saw when it met the same picture before."""
        import numpy as np

        image = np.asarray(pdf.page_image(page.number - 1, OCR_DPI))
        scale = page.width / image.shape[1]
        words = (
            self._words(image, scale, page.number) if self.outside else self._ours(image, scale, page.number)
        )
        self.tell(at="recognised", page=page.number)
        return replace(page, words=words)

    def _ours(self, image: Any, scale: float, page: int) -> tuple[Word, ...]:
        from creditai.ocr import need_engine
        from creditai.reading import recognised

        self._ask(page)
        reader = need_engine()
        name = recognised.name_of(image.tobytes(), image.shape, scale, reader.edition)
        words = None if self.cache is None else recognised.look_up(self.cache, name, page)
        if words is None:
            words = reader.words(image, scale, page)
            if self.cache is not None:
                recognised.keep(self.cache, name, words)
        return words

    def _words(self, image: Any, scale: float, page: int) -> tuple[Word, ...]:
        from creditai.ocr import Engine, Reader, need_engine
        from creditai.ocr.outside import Outside

        def local() -> Engine:
            self._ask(page)
            return need_engine().engine

        engine = Outside(lambda png: self._look(page, png), local)
        words = Reader(engine).words(image, scale, page)
        (self._here if engine.alone else self._elsewhere).append(page)
        return words

    def note(self) -> str | None:
        """Which pages were recognised where, for the report; None when all were on this machine anyway."""
        if not self.outside:
            return None
        said = []
        if self._elsewhere:
            said.append(f"Recognised by {self.outside}: page {_numbers(self._elsewhere)}.")
        if self._here:
            said.append(
                f"{self.outside} did not answer for page {_numbers(self._here)}: recognised on our own machine."
            )
        return " ".join(said) or None


@uncollected()
def _report(head: Mapping[str, Any], data: bytes, eyes: Eyes) -> bytes:
    from creditai import layouts
    from creditai.contract import as_json

    document = _document(data, eyes)
    eyes.tell(at="layout")
    report = layouts.read(document, file=head["file"], sha256=head["sha256"])
    note = " ".join(filter(None, (report.source.note, eyes.note()))) or None
    report = replace(report, source=replace(report.source, note=note))
    return json.dumps(as_json(report), separators=(",", ":")).encode("ascii")


def _document(data: bytes, eyes: Eyes) -> Document:
    from creditai import documents
    from creditai.documents.kinds import kind_of

    if kind_of(data) != "pdf":
        return documents.read(data)
    from creditai.documents.pdf import open_pdf

    with open_pdf(data) as pdf:
        pages: list[Page] = []
        for i in range(pdf.page_count):
            eyes.tell(at="page", page=i + 1, of=pdf.page_count)
            page = pdf.page(i)
            pages.append(eyes.recognised(pdf, page) if page.kind == "picture" else page)
        document = pdf.document(pages)
    if not any(page.words for page in pages):
        raise NoWords(
            "Its pages are pictures on which no words can be made out: scan them again at 200 to 300 dpi."
        )
    return document


def _numbers(pages: list[int]) -> str:
    return ", ".join(map(str, pages))


def _picture(head: Mapping[str, Any], data: bytes) -> bytes:
    from creditai.pictures import crop_png, page_png

    boxes = [((x0, y0, x1, y1), label) for (x0, y0, x1, y1), label in head["boxes"]]
    draw = crop_png if head["crop"] else page_png
    return draw(data, head["page"], boxes, dpi=head["dpi"])


def _may_i(page: int, tell: Tell, requests: BinaryIO) -> None:
    """Ask for the cores; the answer is one frame."""
    tell(at="picture", page=page)
    if receive(requests) is None:
        os._exit(0)


def _look_for_me(page: int, png: bytes, tell: Tell, requests: BinaryIO) -> list[Any] | None:
    """Let the parent ask somebody else what stands on the picture; None when nobody says."""
    tell(png, at="outside", page=page)
    answer = receive(requests)
    if answer is None:
        os._exit(0)
    found: list[Any] | None = json.loads(answer[1])
    return found


def _write_all(stream: Any, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[stream.write(view) :]


def _where(error: BaseException) -> str:
    """The innermost place of ours in the traceback: `layouts/unseen.py:41`."""
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if f"{os.sep}creditai{os.sep}" in f.filename
    ]
    if not frames:
        return "?"
    return f"{frames[-1].filename.rpartition(f'{os.sep}creditai{os.sep}')[2]}:{frames[-1].lineno}"


def _end_with(parent: int) -> None:
    """Leave no orphan: a parent that was killed cannot end us."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        main()

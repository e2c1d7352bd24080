"""A saved web page (of a vendor that prints three bureaus side by side) -> one virtual page of words.

No browser runs: no script, no network. What the elements say of themselves is laid out with letters of
one width, so that the same geometry that reads paper reads this: blocks and table rows stack as lines,
the cells of a table share their columns, inline text runs on. What a browser would not show is left
out. Every word carries the CSS path of its element. A cell or badge whose meaning is only its class
(`status-1`) has a `Mark` of kind "fill" with the classes as its `name`; a picture has its alternative text.
"""

from __future__ import annotations

import email
from typing import Any, cast

import lxml.html
from lxml import etree

from creditai.documents import Document, Mark, MarkKind, Page, Word
from creditai.documents.boxes import LETTER, SIZE, Block, block_of
from creditai.documents.csspath import Paths
from creditai.documents.kinds import kind_of
from creditai.documents.unstyled import Unstyled
from creditai.errors import NoWords, TooLarge, Unreadable

MOST_BYTES = 60_000_000
MOST_DEPTH = 150
"""Elements within elements; a vendor's page has some forty."""
_MARGIN = 36.0


def read(data: bytes) -> Document:
    if kind_of(data) == "mhtml":
        data = _page_of_archive(data)
    if len(data) > MOST_BYTES:
        raise TooLarge(
            f"The saved page has more than {MOST_BYTES // 1_000_000} MB: print it as a PDF instead."
        )
    root = _parsed(data)
    body = next(root.iter("body"), root)
    block = block_of(body, Unstyled.of(root))
    if not block.words:
        raise NoWords(
            "The saved page shows no words: its report was not loaded when it was saved. "
            "Wait until the report stands there, then print it as a PDF or save it again."
        )
    return Document((_page(block),), "html", title=_title(root), producer=_generator(root))


def _page_of_archive(data: bytes) -> bytes:
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content
    raise NoWords("The web archive holds no page: print the report as a PDF instead.")


def _parsed(data: bytes) -> Any:
    parser = lxml.html.HTMLParser(
        encoding=_encoding(data), remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        raise Unreadable("The saved page is damaged: save it again, or print it as a PDF.") from None
    reach = [(root, 1)]
    while reach:
        element, depth = reach.pop()
        if depth > MOST_DEPTH:
            raise Unreadable(
                f"The saved page nests more than {MOST_DEPTH} elements: print it as a PDF instead."
            )
        reach += [(child, depth + 1) for child in element]
    return root


def _encoding(data: bytes) -> str | None:
    """None: as the page's own `<meta>` says."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if b"charset" in data[:4096].lower() else "cp1252"
    return "utf-8"


def _page(block: Block) -> Page:
    paths = Paths()
    words = tuple(
        Word(
            word.text,
            _MARGIN + word.x,
            _MARGIN + word.y,
            _MARGIN + word.x + LETTER * len(word.text),
            _MARGIN + word.y + SIZE,
            size=SIZE,
            bold=word.bold,
            path=paths.of(word.element),
        )
        for word in sorted(block.words, key=lambda w: (w.y, w.x))
    )
    marks = tuple(
        Mark(
            cast(MarkKind, d.kind),
            (_MARGIN + d.x, _MARGIN + d.y, _MARGIN + d.x + d.width, _MARGIN + d.y + SIZE),
            d.color,
            d.name,
        )
        for d in block.drawn
    )
    return Page(1, max(612.0, block.width + 2 * _MARGIN), block.height + 2 * _MARGIN, words, marks)


def _title(root: Any) -> str:
    found = next(root.iter("title"), None)
    return " ".join((found.text_content() if found is not None else "").split())


def _generator(root: Any) -> str:
    return next((m.get("content") or "" for m in root.iter("meta") if m.get("name") == "generator"), "")

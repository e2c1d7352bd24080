"""What the bytes of a file are, whatever the file is called."""

from __future__ import annotations

import re
from typing import Literal

from creditai.errors import Empty, NotPdf

HEAD = 1024
"""Bytes: a PDF's header stands in the first so many, and may have rubbish before it."""

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|title)\b", re.I)
_MAIL = re.compile(rb"\s*(?:from|mime-version|content-type|snapshot-content-location):", re.I)
_PICTURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"BM": "a BMP picture",
}
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text document",
    b"%!PS": "a PostScript file",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"<?xml": "an XML file",
}
_TAR = slice(257, 262)
_UNPACK = "Unpack it and give the files in it."
_PRINT = "Open it and print or save it as a PDF, or download the report as a PDF."


def kind_of(data: bytes) -> Literal["pdf", "html", "mhtml"]:
    """Raises Empty, or NotPdf that says what it looks like."""
    if not data.strip(b"\0 \t\r\n"):
        raise Empty("The file is empty: download or copy it again.")
    if b"%PDF-" in data[:HEAD] and not _holds_files(data):
        return "pdf"
    head = _ascii(data[: 16 * HEAD])
    if _MAIL.match(head) and b"multipart/related" in head:
        return "mhtml"
    if _MARKUP.search(head[: 4 * HEAD]) and b"\0" not in head[: 4 * HEAD]:
        return "html"
    seen = looks_like(data)
    way_out = _UNPACK if seen.endswith("archive") else _PRINT
    raise NotPdf(f"This is {seen}, not a PDF or a saved web page. {way_out}")


def _holds_files(data: bytes) -> bool:
    """An archive may hold a PDF so near its beginning that its header is found, and others behind it: reading the one
    would lose the others in silence."""
    return data.startswith(b"PK\x03\x04") or data[_TAR] == b"ustar"


def looks_like(data: bytes) -> str:
    for start, name in (_PICTURES | _OTHERS).items():
        if data.startswith(start):
            return name
    if data[4:8] == b"ftyp":
        return "a HEIC picture" if data[8:11] in (b"hei", b"mif") else "a film or a photo"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP picture"
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if data[_TAR] == b"ustar":
        return "a TAR archive"
    if data.lstrip()[:1] in (b"{", b"["):
        return "a JSON file"
    try:
        text = data[: 4 * HEAD].decode("utf-8", "strict" if len(data) <= 4 * HEAD else "ignore")
    except UnicodeDecodeError:
        return "a file of an unknown kind"
    readable = sum(c.isprintable() or c in "\t\r\n" for c in text)
    return "plain text" if readable > 0.95 * len(text) else "a file of an unknown kind"


def _in_zip(data: bytes) -> str:
    for part, name in ((b"word/", "a Word document"), (b"xl/", "an Excel sheet"), (b"ppt/", "a slide show")):
        if part in data:
            return name
    return "a ZIP archive"


def _ascii(data: bytes) -> bytes:
    """UTF-16 text reads as UTF-8 by its byte order mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "ignore").encode()
    return data

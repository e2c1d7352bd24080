"""PDFs drawn for these tests, by ReportLab and, where that cannot, byte by byte."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from creditai.documents import Page, Word, pdf

LETTER = (612.0, 792.0)


def drawn(
    *pages: Callable[[Canvas], None], size: tuple[float, float] = LETTER, encrypt: object = None
) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=encrypt, pageCompression=0, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def page_of(draw: Callable[[Canvas], None], size: tuple[float, float] = LETTER) -> Page:
    return pdf.read(drawn(draw, size=size)).pages[0]


def raw_pdf(
    content: str | bytes,
    *,
    page: str = "",
    fonts: str = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    objects: Sequence[bytes] = (),
    media: str = "0 0 612 792",
) -> bytes:
    """A one-page PDF of these operators; `objects` get the numbers from 5 on."""
    stream = content.encode("latin-1") if isinstance(content, str) else content
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{media}] {page} /Contents 4 0 R "
        f"/Resources << /Font << {fonts} >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *objects,
    ]
    return assembled(bodies)


def assembled(bodies: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table)
    return bytes(out)


def scan(*lines: str, size: tuple[int, int] = (850, 1100)) -> ImageReader:
    """A picture of printed lines."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    for i, line in enumerate(lines):
        pen.text((80, 80 + 24 * i), line, fill="black")
    return ImageReader(image)


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def word(page: Page, text: str) -> Word:
    found = [w for w in page.words if w.text == text]
    assert len(found) == 1, f"{text!r} stands {len(found)} times among {texts(page)}"
    return found[0]


def to_unicode(pairs: dict[int, str]) -> bytes:
    """A ToUnicode stream object for one-byte codes."""
    lines = "\n".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs.items())
    body = zlib.compress(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(pairs)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
        ).encode()
    )
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(body), body)

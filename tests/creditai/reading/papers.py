"""PDFs written byte by byte, so that a test knows exactly what is wrong with each. Invented words only."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
LETTER = ("Dear neighbour,", "the bridge over the creek is painted green again.", "Yours, Dana Q. Sample")


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects 1.. with a right table of contents; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    at = []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in at)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def letter(
    lines: Sequence[str] = LETTER,
    *,
    catalogue: bytes = b"",
    box: bytes = b"0 0 612 792",
    font: bytes = FONT,
    more: Sequence[bytes] = (),
    copies: int = 1,
) -> bytes:
    """One page of lines (`copies`: the same page so many times); `more` are objects 6 and on."""
    shown = b"".join(b"(%s) Tj T*\n" % line.encode("latin-1") for line in lines)
    content = b"BT /F1 11 Tf 14 TL 72 720 Td\n%sET" % shown
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * copies, copies),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>" % box,
            stream(content),
            font,
            *more,
        ]
    )


@cache
def bomb(mebibytes: int) -> bytes:
    """A page whose content unpacks, twice over, to `mebibytes` of drawing orders."""
    twice = zlib.compress(_packed(b"0 0 m 612 792 l S\n" * 58_254, mebibytes), 9)
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            stream(twice, b"/Filter [/FlateDecode /FlateDecode]"),
        ]
    )


def _packed(block: bytes, times: int) -> bytes:
    """zlib's packing of a block said so many times, made without packing each."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    adler = 1
    for _ in range(times):
        adler = zlib.adler32(block, adler)
    return b"\x78\xda" + once * times + packer.flush() + adler.to_bytes(4, "big")


def nested(depth: int) -> bytes:
    """A page whose resources are arrays within arrays, `depth` deep."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s%s >>"
            % (b"[" * depth, b"]" * depth),
        ]
    )


def looped() -> bytes:
    """A tree of pages that contains itself, and a content stream that refers to itself for its length."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 3 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R] /Count 2 /Parent 2 0 R >>",
        ]
    )


def blank() -> bytes:
    return letter(())


REPORT = (
    "Experian credit report of an invented person",
    "Report Number: 4210-0718-55     Report Date: 01/15/2026",
    "Personal Information",
    "Name: Dana Q. Sample",
    "Current Address: 100 Sample Street, Exampleton, ZZ 00000",
    "Accounts",
    "FIRST SAMPLE BANK",
    "Account Number: 412345XXXXXX",
    "Account Type: Credit card",
    "Date Opened: 03/15/2019",
    "Date Reported: 01/03/2026",
    "Responsibility: Individual",
    "Credit Limit: $5,000",
    "Balance: $412",
    "Status: Open/Never late.",
    "Hard Inquiries",
    "EXAMPLE MOTOR CREDIT",
    "Inquired on: 09/12/2025",
)
STATEMENT = (
    "First Sample Bank - Checking account statement",
    "Statement period 01/01/2026 - 01/31/2026",
    "Beginning balance $1,204.11   Ending balance $904.02",
    "Deposits and other credits   Withdrawals and other debits",
    "01/03  Direct deposit  $900.00",
    "01/09  Check 1021      $310.00",
)
FOREIGN = (
    "Your Statutory Credit Report",
    "Electoral roll: you are registered at this address",
    "County Court Judgments: none     Postcode: ZZ1 1ZZ",
    "Credit agreements: current account with First Sample Bank plc",
    "Financial associations: none     Sort code 00-00-00",
    "Balance: \xa3412     Credit limit: \xa35,000     CIFAS: none",
)


def pages(*each: Sequence[str], password: str = "") -> bytes:
    """A page of lines for each, drawn by another hand; `password` locks it."""
    import io

    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="owner") if password else None
    canvas = Canvas(out, pagesize=(612, 792), encrypt=lock, invariant=True)
    for lines in each:
        for i, line in enumerate(lines):
            canvas.drawString(72, 720 - 16 * i, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def another_person(lines: Sequence[str]) -> list[str]:
    """The same report, of somebody else."""
    swaps = {"Dana Q. Sample": "Alexei R. Example", "4210-0718-55": "9917-2244-01", "1234": "4321"}
    told = list(lines)
    for old, new in swaps.items():
        told = [line.replace(old, new) for line in told]
    return told

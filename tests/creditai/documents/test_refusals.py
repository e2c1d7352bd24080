"""What cannot be read is refused by name, in one sentence or two that say what to do."""

from __future__ import annotations

import io
import tarfile
import time
import zipfile
from email.message import EmailMessage

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from creditai import documents
from creditai.documents import pdf
from creditai.errors import Empty, NotAReport, NotPdf, NotRead, NoWords, TooLarge, Truncated, Unreadable
from tests.creditai.documents.drawn import assembled, drawn, raw_pdf


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, kind)
    return out.getvalue()


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"\n\r\n ", b"\0" * 500])
def test_a_file_of_nothing_is_called_empty(data: bytes) -> None:
    with pytest.raises(Empty, match="empty"):
        documents.read(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_picture("PNG"), "a PNG picture"),
        (_picture("JPEG"), "a JPEG picture"),
        (_picture("TIFF"), "a TIFF picture"),
        (_picture("WEBP"), "a WebP picture"),
        (_zip("word/document.xml"), "a Word document"),
        (_zip("xl/workbook.xml"), "an Excel sheet"),
        (_zip("notes.txt"), "a ZIP archive"),
        (b"Dear Sir,\nplease find my report below.\n", "plain text"),
        (b'{"accounts": []}', "a JSON file"),
        (b"{\\rtf1 hello}", "a rich text document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Office document"),
        (bytes(range(256)) * 4, "a file of an unknown kind"),
    ],
)
def test_not_a_pdf_says_what_it_looks_like(data: bytes, what: str) -> None:
    with pytest.raises(NotPdf, match=what) as refused:
        documents.read(data)
    assert refused.value.code == "not_pdf"
    with pytest.raises(NotPdf, match=what):
        pdf.read(data)


def _report() -> bytes:
    return drawn(*[lambda c: c.drawString(72, 700, "Account Number 1234")] * 8)


def test_rubbish_before_the_header_is_skipped() -> None:
    assert documents.read(b"HTTP/1.1 200 OK\r\n\r\n" + _report()).pages[0].words


def _archived(kind: str) -> bytes:
    """Two reports in one archive, as they are: the first one's header stands where a PDF's may."""
    out = io.BytesIO()
    if kind == "ZIP":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
            for name in ("experian.pdf", "equifax.pdf"):
                packed.writestr(name, _report())
    else:
        with tarfile.open(fileobj=out, mode="w") as tape:
            for name in ("experian.pdf", "equifax.pdf"):
                entry = tarfile.TarInfo(name)
                entry.size = len(_report())
                tape.addfile(entry, io.BytesIO(_report()))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["ZIP", "TAR"])
def test_an_archive_is_not_read_as_the_first_report_in_it(kind: str) -> None:
    data = _archived(kind)
    assert b"%PDF-" in data[:1024]
    for read in (documents.read, pdf.read):
        with pytest.raises(NotPdf, match=f"a {kind} archive, .* Unpack it"):
            read(data)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8])
def test_truncated(share: float) -> None:
    data = _report()
    with pytest.raises(Truncated, match="breaks off") as refused:
        documents.read(data[: int(len(data) * share)])
    assert refused.value.code == "truncated"


def test_no_end_but_nothing_lost_is_read() -> None:
    data = _report()
    assert len(documents.read(data[: data.rindex(b"startxref")]).pages) == 8


def test_corrupt_but_whole() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        documents.read(b"%PDF-1.4\n" + b"\x93\x01" * 4000 + b"\n%%EOF\n")


def test_a_page_that_cannot_be_loaded_is_named() -> None:
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            b"<< /Length 0 >>\nstream\n\nendstream",
        ]
    )
    with pytest.raises(NotRead) as refused:
        documents.read(data)
    assert refused.value.page == 2


def test_a_corrupt_table_of_objects_is_rebuilt() -> None:
    data = _report()
    at = data.rindex(b"startxref")
    assert documents.read(data[:at] + b"startxref\n7\n%%EOF\n").pages[0].words


def test_ten_thousand_pages_are_refused_quickly() -> None:
    kids = b" ".join(b"3 0 R" for _ in range(10_000))
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        ]
    )
    start = time.process_time()
    with pytest.raises(TooLarge, match="10,000 pages"):
        documents.read(data)
    assert time.process_time() - start < 5


def test_a_page_tree_that_lies_about_its_count() -> None:
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        ]
    )
    with pytest.raises(NotRead):
        documents.read(data)


def test_a_page_tree_in_a_loop() -> None:
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        ]
    )
    with pytest.raises(NotRead):
        documents.read(data)


def test_too_many_characters_on_a_page() -> None:
    row = b"abcd " * 2000
    rows = b"".join(b"1 0 0 1 10 %d Tm (%s) Tj\n" % (20 * i, row) for i in range(40))
    data = raw_pdf(b"BT /F1 1 Tf " + rows + b" ET", media="0 0 14400 14400")
    with pytest.raises(TooLarge, match="characters"):
        documents.read(data)


def _with_a_file_in_it(*lines: str) -> bytes:
    def draw(c: Canvas) -> None:
        for n, line in enumerate(lines):
            c.drawString(72, 700 - 14 * n, line)

    document = pypdfium2.PdfDocument(drawn(draw))
    document.new_attachment("report.pdf").set_data(b"%PDF-1.4")
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_a_cover_for_attached_files_says_where_the_report_is() -> None:
    with pytest.raises(NotAReport, match="attached to it: open it, save the credit report"):
        documents.read(
            _with_a_file_in_it("For the best experience, open this PDF portfolio in Adobe Reader.")
        )


def test_a_report_may_have_a_file_attached() -> None:
    assert documents.read(_with_a_file_in_it(*["Account Number: XXXX1234 Balance: $742"] * 20)).pages[0].words


@pytest.mark.parametrize("pages", [1, 3])
def test_blank_pages_have_no_words(pages: int) -> None:
    with pytest.raises(NoWords, match="blank") as refused:
        documents.read(drawn(*[lambda c: None] * pages))
    assert refused.value.code == "no_words"


def test_deep_forms_do_not_hang() -> None:
    """Each form draws the next one twice: 2 to the 25th objects, were they all looked at."""
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /F %d 0 R >> >> "
        b"/Length 11 >>\nstream\n/F Do /F Do\nendstream" % (i + 1)
        for i in range(5, 30)
    ]
    content = "BT /F1 10 Tf 72 700 Td (Top) Tj ET"
    data = raw_pdf(content, objects=forms)
    assert [w.text for w in documents.read(data).pages[0].words] == ["Top"]


def test_a_web_archive_is_opened() -> None:
    mail = EmailMessage()
    mail["Snapshot-Content-Location"] = "https://example.com/report"
    mail["Subject"] = "Report"
    mail.set_content("<html><body><p>Balance $5</p></body></html>", subtype="html")
    mail.make_related()
    document = documents.read(bytes(mail))
    assert [w.text for w in document.pages[0].words] == ["Balance", "$5"]


def test_no_message_says_what_the_report_says() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Dana Sample 987-65-4321")

    data = drawn(draw)
    for broken in (data[:600], data[: len(data) // 2]):
        with pytest.raises(NotRead) as refused:
            documents.read(broken)
        assert "Dana" not in refused.value.message

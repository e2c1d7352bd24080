"""Any bytes into `documents.read`: a document, or one of our refusals; never another exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from creditai import documents
from creditai.documents.flow import reading
from creditai.errors import NotRead
from tests.creditai.documents.drawn import drawn, scan


def _draw(c: Canvas) -> None:
    c.drawString(72, 700, "Account Number 412345XXXX")
    c.setFillColorRGB(0.2, 0.6, 0.3)
    c.rect(72, 600, 20, 20, fill=1)
    c.line(72, 500, 300, 500)
    c.drawImage(scan("x", size=(40, 20)), 300, 300, 40, 20)
    c.acroForm.textfield(name="n", value="Dana", x=150, y=400, width=200, height=16)


PDF = drawn(_draw, _draw)
HTML = (
    b"<!DOCTYPE html><html><head><title>t</title><style>.a{display:none}</style></head><body><h1>Report</h1>"
    b"<table><tr><th>A</th><th colspan=2>B</th></tr><tr><td rowspan=2>1</td><td class='status-1'></td><td>$2</td>"
    b"</tr><tr><td>x<br>y</td></tr></table><dl><dt>k<dd>v</dl><div class=row><div class=col-3>c</div>"
    b"<div class=col-9>d</div></div><input value=7><img alt=Logo></body></html>"
)


def _survives(data: bytes) -> None:
    try:
        document = documents.read(data)
    except NotRead:
        return
    for page in document.pages:
        assert page.width > 0
        for word in page.words:
            assert word.text == word.text.strip() != ""
            assert word.x0 <= word.x1
            assert word.y0 <= word.y1
    flow = reading(document)
    told = [w for line in flow.lines for w in line.words] + [w for _, words in flow.heads for w in words]
    assert sorted(map(id, told)) == sorted(id(w) for page in document.pages for w in page.words)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _survives(data)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [b"%PDF-1.7\n", b"<html><body>", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n"]
    ),
    st.binary(max_size=400),
)
def test_any_bytes_behind_a_true_start(start: bytes, rest: bytes) -> None:
    _survives(start + rest)


_edits = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12)


@settings(max_examples=250, deadline=None)
@given(_edits)
def test_damaged_pdfs(edits: list[tuple[float, int]]) -> None:
    data = bytearray(PDF)
    for where, byte in edits:
        data[int(where * len(data))] = byte
    _survives(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_pdfs_with_a_piece_cut_out(a: float, b: float) -> None:
    low, high = sorted((int(a * len(PDF)), int(b * len(PDF))))
    _survives(PDF[:low] + PDF[high:])


@settings(max_examples=250, deadline=None)
@given(_edits)
def test_damaged_web_pages(edits: list[tuple[float, int]]) -> None:
    data = bytearray(HTML)
    for where, byte in edits:
        data[int(where * len(data))] = byte
    _survives(bytes(data))


_tags = st.sampled_from(
    [
        "div",
        "p",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "span",
        "b",
        "br",
        "dl",
        "dt",
        "dd",
        "ul",
        "li",
        "h1",
        "input",
        "img",
        "svg",
    ]
)
_attributes = st.sampled_from(
    [
        "",
        " class=row",
        " class=col-4",
        " colspan=3",
        " rowspan=9",
        " hidden",
        " class=status-1",
        " style='color:red'",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(_tags, _attributes, st.booleans(), st.text("aZ1$ -\u00a0\u200b", max_size=6)), max_size=40
    )
)
def test_any_elements(pieces: list[tuple[str, str, bool, str]]) -> None:
    inner = "".join(
        f"</{tag}>{text}" if closes else f"<{tag}{told}>{text}" for tag, told, closes, text in pieces
    )
    _survives(f"<html><body>{inner}</body></html>".encode())

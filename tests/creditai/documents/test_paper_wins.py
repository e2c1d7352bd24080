"""What a file holds and paper does not show is not read; what has no true text goes to OCR, and says why."""

from __future__ import annotations

import random

import pytest
from reportlab.pdfgen.canvas import Canvas

from creditai.documents import Page, pdf
from tests.creditai.documents.drawn import drawn, page_of, raw_pdf, scan, texts, to_unicode

PROSE = [
    "The",
    "creditor",
    "reported",
    "that",
    "this",
    "account",
    "was",
    "opened",
    "in",
    "March",
    "and",
    "that",
    "every",
    "payment",
    "since",
    "then",
    "has",
    "been",
    "received",
    "as",
    "agreed,",
    "with",
    "no",
    "amount",
    "past",
    "due",
    "at",
    "the",
    "time",
    "of",
    "the",
    "last",
    "update",
    "of",
    "the",
    "consumer",
    "file",
]


def _prose(c: Canvas, lines: int = 12, top: float = 700) -> None:
    for i in range(lines):
        c.drawString(72, top - 14 * i, " ".join(PROSE[(5 * i) % 30 :][:6]))


def test_invisible_layer_over_a_scan_makes_the_page_a_picture() -> None:
    def draw(c: Canvas) -> None:
        c.drawImage(scan("Balance $1,234"), 0, 0, 612, 792)
        t = c.beginText(72, 700)
        t.setTextRenderMode(3)
        for _ in range(6):
            t.textLine("Balance $9,999 as OCR misread it")
        c.drawText(t)

    page = page_of(draw)
    assert (page.kind, page.why, page.words) == ("picture", "invisible text layer", ())


def test_text_behind_a_scan_makes_the_page_a_picture() -> None:
    def draw(c: Canvas) -> None:
        _prose(c)
        c.drawImage(scan("Balance $1,234"), 0, 0, 612, 792)

    assert (page_of(draw).kind, page_of(draw).why) == ("picture", "invisible text layer")


def test_text_shows_through_a_transparent_picture() -> None:
    def draw(c: Canvas) -> None:
        _prose(c)
        c.setFillAlpha(0.1)
        c.drawImage(scan("WATERMARK"), 0, 0, 612, 792)

    page = page_of(draw)
    assert page.kind == "text"
    assert "creditor" in texts(page)


def test_text_on_a_background_picture_is_text() -> None:
    def draw(c: Canvas) -> None:
        c.drawImage(scan(), 0, 0, 612, 792)
        _prose(c)

    assert page_of(draw).kind == "text"


def _stray(c: Canvas) -> None:
    t = c.beginText(72, 300)
    t.setTextRenderMode(3)
    t.textLine("Invisible")
    c.drawText(t)


def _white(c: Canvas) -> None:
    c.setFillGray(1)
    c.drawString(72, 300, "Invisible")
    c.setFillGray(0)


def _outside(c: Canvas) -> None:
    c.drawString(72, 850, "Invisible")
    c.drawString(-300, 300, "Invisible")


def _covered(c: Canvas) -> None:
    c.drawString(72, 300, "Invisible")
    c.setFillGray(0)
    c.rect(60, 290, 200, 30, stroke=0, fill=1)


def _see_through(c: Canvas) -> None:
    c.setFillAlpha(0)
    c.drawString(72, 300, "Invisible")
    c.setFillAlpha(1)


@pytest.mark.parametrize("hide", [_stray, _white, _outside, _covered, _see_through])
def test_single_hidden_words_are_dropped(hide: object) -> None:
    def draw(c: Canvas) -> None:
        _prose(c)
        assert callable(hide)
        hide(c)

    page = page_of(draw)
    assert page.kind == "text"
    assert "Invisible" not in texts(page)
    assert "creditor" in texts(page)


def test_white_words_on_a_dark_ground_are_seen() -> None:
    def draw(c: Canvas) -> None:
        _prose(c)
        c.setFillColorRGB(0.1, 0.2, 0.5)
        c.rect(60, 290, 200, 30, stroke=0, fill=1)
        c.setFillGray(1)
        c.drawString(72, 300, "Heading")
        c.drawImage(scan(), 300, 290, 100, 30)

    assert "Heading" in texts(page_of(draw))


def test_words_under_a_highlighter_are_seen() -> None:
    def draw(c: Canvas) -> None:
        _prose(c)
        c.drawString(72, 300, "Seen")
        c.setFillColorRGB(1, 1, 0)
        c.setFillAlpha(0.4)
        c.rect(60, 290, 200, 30, stroke=0, fill=1)

    assert "Seen" in texts(page_of(draw))


def _only_scan(c: Canvas) -> None:
    c.drawImage(scan("Balance"), 0, 0, 612, 792)


def _stamped(c: Canvas) -> None:
    c.drawImage(scan("Balance"), 20, 20, 572, 700)
    c.drawString(72, 770, "RECEIVED March 3, 2027")


def _strips(c: Canvas) -> None:
    for i in range(8):
        c.drawImage(scan("Balance", size=(850, 140)), 0, 99 * i, 612, 99)
    c.drawString(500, 10, "Page 3")


def _outlined(c: Canvas) -> None:
    chance = random.Random(1)
    for i in range(300):
        path = c.beginPath()
        x, y = 72 + (i % 40) * 12, 700 - i // 40 * 14
        path.moveTo(x, y)
        for _ in range(5):
            path.lineTo(x + chance.uniform(0, 8), y + chance.uniform(0, 9))
        path.close()
        c.drawPath(path, stroke=0, fill=1)


def _outlined_and_numbered(c: Canvas) -> None:
    _outlined(c)
    c.drawString(72, 20, "6/91")


@pytest.mark.parametrize(
    ("draw", "why"),
    [
        (_only_scan, "no text, only drawings"),
        (_stamped, "a scan with a few printed words"),
        (_strips, "a scan with a few printed words"),
        (_outlined, "no text, only drawings"),
        (_outlined_and_numbered, "letters drawn as outlines"),
    ],
)
def test_pages_without_text_of_their_own_are_pictures(draw: object, why: str) -> None:
    page = pdf.read(drawn(draw)).pages[0]  # type: ignore[arg-type]
    assert (page.kind, page.why) == ("picture", why)
    assert not page.words


def test_pages_are_judged_one_by_one() -> None:
    pages = pdf.read(drawn(_prose, _only_scan, lambda c: None)).pages
    assert [p.kind for p in pages] == ["text", "picture", "text"]


def _shifted(by: dict[int, str], lines: int = 14) -> Page:
    font = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
    rows = "".join(
        f"1 0 0 1 72 {700 - 14 * i} Tm ({' '.join(PROSE[(5 * i) % 30 :][:6])}) Tj " for i in range(lines)
    )
    data = raw_pdf(f"BT /F1 10 Tf {rows} ET", fonts=font, objects=[to_unicode(by)])
    return pdf.read(data).pages[0]


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _table(target: str) -> dict[int, str]:
    same = {ord(c): c for c in LETTERS.upper() + " ,"}
    return same | {ord(a): b for a, b in zip(LETTERS, target, strict=True)}


def test_a_true_table_of_characters_is_text() -> None:
    assert _shifted(_table(LETTERS)).kind == "text"


@pytest.mark.parametrize("shift", [1, 3, 7, 13, 19])
def test_shifted_alphabets_are_pictures(shift: int) -> None:
    page = _shifted(_table(LETTERS[shift:] + LETTERS[:shift]))
    assert (page.kind, page.why) == ("picture", "letters that the font has in a false order")


@pytest.mark.parametrize("seed", range(4))
def test_shuffled_alphabets_are_pictures(seed: int) -> None:
    shuffled = list(LETTERS)
    random.Random(seed).shuffle(shuffled)
    assert _shifted(_table("".join(shuffled))).kind == "picture"


@pytest.mark.parametrize("base", [0xE000, 0xA0, 0xFFFD, 0x01])
def test_letters_without_meaning_are_pictures(base: int) -> None:
    step = 0 if base == 0xFFFD else 1
    page = _shifted(_table("".join(chr(base + step * i) for i in range(26))))
    assert page.kind == "picture"
    assert page.why == "characters that the font gives no meaning"


def test_a_few_icons_among_text_are_text() -> None:
    """A payment history of private glyphs over two pages of words."""
    pairs = {ord(c): c for c in LETTERS + LETTERS.upper() + " ,"} | {ord("#"): "\ue876"}
    font = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
    rows = "".join(
        f"1 0 0 1 72 {700 - 14 * i} Tm ({' '.join(PROSE[5 * (i % 3) :][:6])} # # # # # # # # # # # #) Tj "
        for i in range(14)
    )
    page = pdf.read(raw_pdf(f"BT /F1 10 Tf {rows} ET", fonts=font, objects=[to_unicode(pairs)])).pages[0]
    assert page.kind == "text"
    assert texts(page).count("\ue876") == 12 * 14


def test_codes_masks_and_capitals_are_legible() -> None:
    def draw(c: Canvas) -> None:
        for i in range(20):
            c.drawString(
                72,
                700 - 14 * i,
                "412345XXXXXXXXXX CO CO 30 60 90 OK OK ND FC CHRGOFF ACCT BK DEPT PMT $1,200",
            )

    assert page_of(draw).kind == "text"

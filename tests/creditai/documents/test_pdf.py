"""What stands on a page is read, where it stands; each oddity of real files by name."""

from __future__ import annotations

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from creditai.documents import Word, pdf
from creditai.documents.lines import lines_of
from creditai.errors import Password
from tests.creditai.documents.drawn import drawn, page_of, raw_pdf, texts, to_unicode, word


def test_words_stand_where_they_are_drawn() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Account Number")
        c.setFont("Helvetica-Bold", 14)
        c.drawString(300, 700, "$1,234")

    page = page_of(draw)
    account, amount = word(page, "Account"), word(page, "$1,234")
    assert (page.width, page.height, page.number, page.kind) == (612, 792, 1, "text")
    assert account.x0 == pytest.approx(72, abs=0.5)
    assert account.y0 < 792 - 700 < account.y1
    assert (account.bold, account.size) == (False, 10)
    assert (amount.bold, amount.size) == (True, 14)
    assert amount.x1 == pytest.approx(300 + 14 * 0.556 * 5 + 14 * 0.278, abs=0.5)


def test_size_counts_the_matrix() -> None:
    page = pdf.read(raw_pdf("q .5 0 0 .5 0 0 cm BT /F1 24 Tf 144 1400 Td (Half) Tj ET Q")).pages[0]
    assert word(page, "Half").size == 12
    assert word(page, "Half").x0 == pytest.approx(72, abs=0.5)


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_rotated_pages_are_read_as_shown(turns: int) -> None:
    """The text is drawn so that it is level once the page is turned."""
    placed = {
        0: "1 0 0 1 72 692",
        90: "0 1 -1 0 100 72",
        180: "-1 0 0 -1 540 100",
        270: "0 -1 1 0 512 720",
    }[turns]
    page = pdf.read(raw_pdf(f"BT /F1 10 Tf {placed} Tm (Level words) Tj ET", page=f"/Rotate {turns}")).pages[
        0
    ]
    level = word(page, "Level")
    assert (page.width, page.height) == ((792, 612) if turns % 180 else (612, 792))
    assert (level.x0, level.y1) == pytest.approx((72, 102), abs=1.0)
    assert level.angle == 0
    assert [line.text for line in lines_of(page)] == ["Level words"]


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_words_that_follow_each_other_in_the_file_alone_are_two(turns: int) -> None:
    """A grid written out of order, on a turned page too: the next word in the file stands far down the same column."""
    matrix, x, y, dx, dy = {
        0: ("1 0 0 1", 188, 600, 0, -300), 90: ("0 1 -1 0", 200, 188, 300, 0),
        180: ("-1 0 0 -1", 400, 200, 0, 300), 270: ("0 -1 1 0", 500, 400, -300, 0),
    }[turns]  # fmt: skip
    shown = f"BT /F1 7 Tf {matrix} {x} {y} Tm ($3) Tj {matrix} {x + dx} {y + dy} Tm (---) Tj ET"
    page = pdf.read(raw_pdf(shown, page=f"/Rotate {turns}")).pages[0]
    assert [line.text for line in lines_of(page)] == ["$3", "---"]


def test_crop_box_moves_the_origin() -> None:
    page = pdf.read(raw_pdf("BT /F1 10 Tf 150 600 Td (Here) Tj ET", page="/CropBox [100 100 400 700]")).pages[
        0
    ]
    assert (page.width, page.height) == (300, 600)
    assert word(page, "Here").x0 == pytest.approx(50, abs=0.5)
    assert word(page, "Here").y1 == pytest.approx(102, abs=1.0)


def test_media_box_need_not_begin_at_zero() -> None:
    page = pdf.read(raw_pdf("BT /F1 10 Tf -50 -40 Td (Here) Tj ET", media="-100 -100 512 692")).pages[0]
    assert word(page, "Here").x0 == pytest.approx(50, abs=0.5)
    assert word(page, "Here").y1 == pytest.approx(792 - 60 + 2, abs=1.0)


def _mapped(codes: str, pairs: dict[int, str]) -> list[str]:
    font = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
    data = raw_pdf(f"BT /F1 10 Tf 72 700 Td ({codes}) Tj ET", fonts=font, objects=[to_unicode(pairs)])
    return texts(pdf.read(data).pages[0])


def test_ligatures_are_spelt_out() -> None:
    plain = {ord(c): c for c in "ofce "}
    assert _mapped("oXce", plain | {ord("X"): "\ufb03"}) == ["office"]
    assert _mapped("Yle", {ord("Y"): "\ufb01", ord("l"): "l", ord("e"): "e"}) == ["file"]


def test_soft_hyphens_and_widthless_characters_are_dropped_and_nbsp_is_a_space() -> None:
    plain = {ord(c): c for c in "Balnce"}
    odd = {ord("X"): "\u00ad", ord("Y"): "\u200b", ord("Z"): "\u00a0"}
    assert _mapped("BaXlanYce", plain | odd) == ["Balance"]
    assert _mapped("BalZance", plain | odd) == ["Bal", "ance"]


def test_private_glyphs_are_kept_as_words() -> None:
    assert _mapped("A X", {ord("A"): "A", ord(" "): " ", ord("X"): "\ue876"}) == ["A", "\ue876"]


def test_dingbats_are_words() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Paid")
        c.setFont("ZapfDingbats", 10)
        c.drawString(120, 700, "✔")

    assert texts(page_of(draw)) == ["Paid", "✔"]


@pytest.mark.parametrize("step", [0.0, 0.3, 0.5, 1.0])
def test_overprinted_bold_is_one_bold_word(step: float) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Potentially Negative")
        c.drawString(72 + step, 700, "Potentially Negative")
        c.drawString(72, 600, "Plain")
        c.drawString(72, 700 - step / 2, "Potentially Negative")

    page = page_of(draw)
    assert texts(page) == ["Potentially", "Negative", "Plain"]
    assert [w.bold for w in page.words] == [True, True, False]


def test_equal_words_side_by_side_are_not_overprint() -> None:
    def draw(c: Canvas) -> None:
        for x in (72, 84, 96, 300):
            c.drawString(x, 700, "OK"[:1])
            c.drawString(x, 688, "OK"[:1])

    assert texts(page_of(draw)) == ["O"] * 8


def test_words_torn_by_kerning_are_one() -> None:
    page = pdf.read(raw_pdf("BT /F1 10 Tf 72 700 Td [(Bal) -20 (an) 30 (ce) -900 (Due)] TJ ET")).pages[0]
    assert texts(page) == ["Balance", "Due"]


def test_pieces_drawn_one_by_one_are_one_word() -> None:
    def draw(c: Canvas) -> None:
        x = 72.0
        for piece in ("$", "1", ",", "234"):
            c.drawString(x, 700, piece)
            x += c.stringWidth(piece)
        c.drawString(x + 2.5, 700, "next")

    assert texts(page_of(draw)) == ["$1,234", "next"]


def test_words_without_spaces_between_are_split_at_the_gap() -> None:
    page = pdf.read(raw_pdf("BT /F1 10 Tf 72 700 Td [(High) -3000 (Credit)] TJ ET")).pages[0]
    assert texts(page) == ["High", "Credit"]


def test_spaced_out_headings_are_words() -> None:
    def draw(c: Canvas) -> None:
        t = c.beginText(72, 700)
        t.setCharSpace(1.5)
        t.textLine("ACCOUNT INFO")
        c.drawText(t)

    assert texts(page_of(draw)) == ["ACCOUNT", "INFO"]


def test_a_hyphen_at_the_line_end_does_not_pull_up_the_next_line() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Balance -")
        c.drawString(72, 688, "Status")
        c.drawString(72, 676, "-")
        c.drawString(72, 664, "End")

    assert texts(page_of(draw)) == ["Balance", "-", "Status", "-", "End"]


def test_text_up_the_margin_is_turned_and_stands_alone() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 500, "Body line")
        c.saveState()
        c.translate(20, 460)
        c.rotate(90)
        c.drawString(0, 0, "Form 1234 revised")
        c.restoreState()

    page = page_of(draw)
    assert word(page, "revised").angle == 270
    assert [line.text for line in lines_of(page)] == ["Body line", "Form 1234 revised"]


def test_stream_order_does_not_matter() -> None:
    def draw(c: Canvas) -> None:
        for y in (600, 700):
            for x, text in ((400, "Equifax"), (250, "Experian"), (72, "TransUnion")):
                c.drawString(x, y, text)

    lines = [line.text for line in lines_of(page_of(draw))]
    assert lines == ["TransUnion Experian Equifax"] * 2


def test_right_to_left_text_is_read_and_sorted_by_place() -> None:
    pairs = {ord("a"): "\u05d0", ord("b"): "\u05d1", ord("c"): "\u05d2", ord("X"): "X"}
    assert sorted(_mapped("abc X", pairs | {32: " "})[-1]) in (["X"], ["\u05d0", "\u05d1", "\u05d2"])


def test_an_empty_password_opens() -> None:
    locked = StandardEncryption("", ownerPassword="owner", canCopy=0, strength=128)
    page = pdf.read(drawn(lambda c: c.drawString(72, 700, "Readable"), encrypt=locked)).pages[0]
    assert texts(page) == ["Readable"]


def test_a_password_is_asked_for_and_used() -> None:
    locked = drawn(
        lambda c: c.drawString(72, 700, "Readable"), encrypt=StandardEncryption("secret", strength=128)
    )
    with pytest.raises(Password, match="password"):
        pdf.read(locked)
    with pytest.raises(Password, match="not the PDF's password"):
        pdf.read(locked, password="wrong")
    assert texts(pdf.read(locked, password="secret").pages[0]) == ["Readable"]


def test_form_fields_are_read_as_they_are_shown() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 700, "Name")
        c.acroForm.textfield(name="n", value="Dana Sample", x=150, y=695, width=200, height=16)

    assert texts(page_of(draw)) == ["Name", "Dana", "Sample"]


def test_scripts_and_attachments_do_nothing() -> None:
    action = b"<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>"
    data = raw_pdf("BT /F1 10 Tf 72 700 Td (Calm) Tj ET", page="/AA << /O 5 0 R >>", objects=[action])
    assert texts(pdf.read(data).pages[0]) == ["Calm"]


def test_a_page_at_a_time_and_its_picture() -> None:
    data = drawn(lambda c: c.drawString(72, 700, "One"), lambda c: c.drawString(72, 700, "Two"))
    with pdf.open_pdf(data) as opened:
        assert opened.page_count == 2
        assert texts(opened.page(1)) == ["Two"]
        picture = opened.page_image(1, dpi=100)
        assert picture.size == (850, 1100)
        assert picture.mode == "RGB"
        darkest = min(picture.crop((90, 110, 140, 135)).convert("L").tobytes())
        assert darkest < 100, "the word is in the picture where it is on the page"


def test_a_huge_page_has_a_picture_of_bounded_size() -> None:
    data = raw_pdf("BT /F1 10 Tf 72 700 Td (Wide) Tj ET", media="0 0 14400 14400")
    with pdf.open_pdf(data) as opened:
        picture = opened.page_image(0, dpi=300)
        assert picture.width * picture.height <= 1.01 * pdf.MOST_PIXELS
        assert texts(opened.page(0)) == ["Wide"]


def test_title_and_producer() -> None:
    def draw(c: Canvas) -> None:
        c.setTitle("Annual Credit Report - Sample")
        c.drawString(72, 700, "x")

    document = pdf.read(drawn(draw))
    assert document.title == "Annual Credit Report - Sample"
    assert "ReportLab" in document.producer


def test_words_made_in_bulk_are_like_any_other() -> None:
    page = page_of(lambda canvas: canvas.drawString(72, 700, "Balance $1,234"))
    for one in page.words:
        again = Word(**{name: getattr(one, name) for name in Word._fields})
        assert one == again
        assert hash(one) == hash(again)
        assert repr(one) == repr(again)
        assert type(one) is Word
        with pytest.raises(AttributeError):
            one.text = "no"  # type: ignore[misc]


def test_more_questions_than_one_bulk_holds() -> None:
    """PDFium's answers come in bulks of some thousands: the words of a page with more keep their places."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 3)
        for row in range(150):
            for column in range(40):
                canvas.drawString(10 + 14 * column, 780 - 5 * row, f"{row}.{column}")

    places = {word.text: (round(word.x0), round(word.y1)) for word in page_of(draw).words}
    assert len(places) == 6000
    x, y = places["0.0"]
    assert all(places[f"{r}.{c}"] == (x + 14 * c, y + 5 * r) for r in (0, 70, 149) for c in (0, 20, 39))

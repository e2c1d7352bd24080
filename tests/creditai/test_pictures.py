"""A page with its boxes marked: the mark is where the words are, and the words stay readable."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from creditai.documents import pdf
from creditai.errors import WrongUsage
from creditai.pictures import crop_png, page_png
from tests.creditai.documents.drawn import drawn, raw_pdf, word


def _draw(c: Canvas) -> None:
    c.drawString(72, 700, "Balance")
    c.drawString(300, 400, "$1,234")


DATA = drawn(_draw)
BOX = word(pdf.read(DATA).pages[0], "Balance").box


def _image(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def _at(image: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    found = image.getpixel((round(x), round(y)))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def test_the_marker_lies_on_the_words_and_nowhere_else() -> None:
    plain, marked = _image(page_png(DATA, 1, [], dpi=144)), _image(page_png(DATA, 1, [(BOX, None)], dpi=144))
    assert plain.size == marked.size == (1224, 1584)
    inside = (2 * BOX[0] - 1, BOX[1] + BOX[3])
    red, _, blue = _at(marked, *inside)
    assert red > 240
    assert blue < 160
    assert _at(marked, 700, 900) == (255, 255, 255)
    around = tuple(round(2 * v) for v in BOX)
    darkest = min(marked.crop((around[0], around[1], around[2], around[3])).convert("L").tobytes())
    assert darkest < 60, "the words show through the marker"


def test_labels_stand_beside_their_box() -> None:
    one, two = (_image(page_png(DATA, 1, [(BOX, label)], dpi=144)) for label in (None, "12"))
    x, y = 2 * BOX[0] - 20, BOX[1] + BOX[3]
    left = (round(x - 10), round(y - 8), round(x + 10), round(y + 8))
    assert one.crop(left).tobytes() != two.crop(left).tobytes()


def test_a_label_covers_no_word_where_there_is_room_on_the_page() -> None:
    """Words stand close on both sides, above and below: the badge goes on to where nothing is printed."""

    def crowded(c: Canvas) -> None:
        for y in (712, 700, 688):
            c.drawString(200, y, "AAAA BBBB CCCC DDDD EEEE")

    data = drawn(crowded)
    words = list(pdf.read(data).pages[0].words)
    middle = sorted((w for w in words if w.text == "CCCC"), key=lambda w: w.y0)[1]
    plain, marked = (_image(page_png(data, 1, [(middle.box, label)], dpi=144)) for label in (None, "12"))
    for word_ in words:
        around = (round(2 * word_.x0), round(2 * word_.y0) + 5, round(2 * word_.x1), round(2 * word_.y1) - 5)
        assert _apart(plain.crop(around), marked.crop(around)) < 60, (
            word_.text
        )  # the palettes differ a little
    assert _apart(plain, marked) > 90


def _apart(one: Image.Image, two: Image.Image) -> int:
    """The most steps of grey by which two pictures differ."""
    return max(ImageChops.difference(one, two).convert("L").tobytes())


@pytest.mark.parametrize("box", [(-50, -50, 10, 10), (600, 780, 900, 900), (5, 5, 5, 5), (2, 300, 30, 310)])
def test_boxes_at_the_edge(box: tuple[float, float, float, float]) -> None:
    assert _image(page_png(DATA, 1, [(box, "1")])).size[0] > 0


def test_a_crop_is_as_high_as_its_boxes_and_some_context() -> None:
    image = _image(crop_png(DATA, 1, [(BOX, "1")], dpi=72, context=30))
    assert image.width == 612
    assert image.height == pytest.approx(BOX[3] - BOX[1] + 60, abs=2)


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(WrongUsage, match="no page 2"):
        page_png(DATA, 2, [])


def test_pixels_are_bounded_and_boxes_still_fit() -> None:
    wide = raw_pdf("BT /F1 200 Tf 7200 7200 Td (Wide) Tj ET", media="0 0 14400 14400")
    box = word(pdf.read(wide).pages[0], "Wide").box
    image = _image(page_png(wide, 1, [(box, None)], dpi=300))
    assert image.width * image.height <= 1.01 * pdf.MOST_PIXELS
    scale = image.width / 14400
    red, _, blue = _at(image, box[0] * scale + 1, (box[1] + box[3]) / 2 * scale)
    assert red > blue + 60

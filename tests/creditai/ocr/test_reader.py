"""The OCR room on pictures drawn here: what is read, where it is said to stand, what is a dash."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from creditai.documents import Word
from creditai.ocr import Picture, Reader, engine

DPI = 200
SCALE = 72 / DPI
ROWS = (
    ("Account Number", "41234567****"),
    ("Date Opened", "03/15/2019"),
    ("Balance", "$1,234"),
    ("Past Due Amount", "-"),
    ("Status", "Open/Never late."),
    ("Credit Limit", "$11,110"),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    found = engine()
    assert found is not None, "the ocr extra belongs to the development environment"
    return found


def drawn() -> tuple[Picture, dict[str, tuple[float, float]]]:
    """A form at 200 dpi and the middle of each value in points."""
    picture = Image.new("L", (1200, 560), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=26)
    places = {}
    for i, (label, value) in enumerate(ROWS):
        pen.text((60, 50 + i * 75), label, font=font, fill=0)
        pen.text((620, 50 + i * 75), value, font=font, fill=0)
        x0, y0, x1, y1 = pen.textbbox((620, 50 + i * 75), value, font=font)
        places[value] = ((x0 + x1) / 2 * SCALE, (y0 + y1) / 2 * SCALE)
    return np.asarray(picture, np.uint8), places


def texts(words: tuple[Word, ...]) -> set[str]:
    return {w.text for w in words}


EVERY_WORD = {word for row in ROWS for part in row for word in part.split()}


def test_every_word_is_read_and_cut_at_the_white(reader: Reader) -> None:
    picture, _ = drawn()
    assert texts(reader.words(picture, SCALE, 1)) == EVERY_WORD


def test_a_lone_dash_is_a_dash(reader: Reader) -> None:
    picture, places = drawn()
    dash = next(w for w in reader.words(picture, SCALE, 1) if w.text == "-")
    assert abs((dash.y0 + dash.y1) / 2 - places["-"][1]) < 4


def test_boxes_lie_on_the_words(reader: Reader) -> None:
    picture, places = drawn()
    for word in reader.words(picture, SCALE, 1):
        if word.text in places:
            x, y = places[word.text]
            assert word.shown is not None
            assert word.shown[0] <= x <= word.shown[2]
            assert word.shown[1] <= y <= word.shown[3]


@pytest.mark.parametrize("degrees", [pytest.param(-2.0, marks=pytest.mark.long), 1.5])
def test_a_skewed_page_is_straight_for_geometry_and_askew_for_evidence(
    reader: Reader, degrees: float
) -> None:
    picture, _ = drawn()
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    skewed = np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=255), np.uint8)
    words = {w.text: w for w in reader.words(skewed, SCALE, 1)}
    assert set(words) >= {"Balance", "$1,234"}
    left, right = words["Balance"], words["$1,234"]
    assert abs((left.y0 + left.y1) - (right.y0 + right.y1)) / 2 < 2.5
    assert left.shown is not None
    assert right.shown is not None
    drift = abs((left.shown[1] + left.shown[3]) - (right.shown[1] + right.shown[3])) / 2
    assert drift > 4


@pytest.mark.parametrize("quarters", [*(pytest.param(each, marks=pytest.mark.long) for each in (1, 3)), 2])
def test_a_page_on_its_side_or_head_is_turned_and_its_places_are_turned_back(
    reader: Reader, quarters: int
) -> None:
    picture, _ = drawn()
    turned = np.ascontiguousarray(np.rot90(picture, quarters))
    words = reader.words(turned, SCALE, 1)
    assert texts(words) >= EVERY_WORD - {"-"}
    balance = next(w for w in words if w.text == "Balance")
    assert balance.shown is not None
    x0, y0, x1, y1 = (round(v / SCALE) for v in balance.shown)
    assert turned[y0:y1, x0:x1].min() < 60, "the box must lie on ink of the picture as it was given"
    assert ((x1 - x0) > (y1 - y0)) == (quarters == 2)


def test_a_shadow_does_not_hide_words(reader: Reader) -> None:
    picture, _ = drawn()
    shade = np.linspace(1.0, 0.35, picture.shape[1])[None, :]
    assert texts(reader.words((picture * shade).astype(np.uint8), SCALE, 1)) >= EVERY_WORD - {"-"}


def test_a_ruled_table_is_text_and_no_rules(reader: Reader) -> None:
    picture, _ = drawn()
    ruled = picture.copy()
    for i in range(len(ROWS) + 1):
        cv2.line(ruled, (40, 35 + i * 75), (1150, 35 + i * 75), 0, 2)
    for x in (40, 600, 1150):
        cv2.line(ruled, (x, 35), (x, 35 + len(ROWS) * 75), 0, 2)
    assert texts(reader.words(ruled, SCALE, 1)) == EVERY_WORD


def test_an_empty_page_has_no_words(reader: Reader) -> None:
    assert reader.words(np.full((600, 400), 255, np.uint8), SCALE, 1) == ()


def test_noise_is_not_read_as_words(reader: Reader) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (500, 500)).astype(np.uint8)
    assert [w for w in reader.words(noise, SCALE, 1) if (w.confidence or 0) > 0.9] == []

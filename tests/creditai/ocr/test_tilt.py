"""The tilt of a page: measured in its words, believed where its ink lies more level without it."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from creditai.ocr import Picture, Reader, Seen, corners_of
from creditai.ocr.straighten import on_its_side, upright


def page(degrees: float) -> Picture:
    """Thirty lines of ink across a page, turned."""
    picture = np.full((1400, 1100), 255, np.uint8)
    for y in range(120, 1320, 40):
        picture[y : y + 14, 100:1000:8] = 0
        picture[y : y + 14, 102:1000:8] = 0
    turn = cv2.getRotationMatrix2D((550, 700), -degrees, 1)
    return np.asarray(cv2.warpAffine(picture, turn, (1100, 1400), borderValue=255), np.uint8)


def leaning(degrees: float) -> list[Seen]:
    """Five words whose boxes lean so."""
    slope = np.tan(np.radians(degrees))
    boxes = [corners_of(200, y, 400, y + 30) for y in (300, 500, 700, 900, 1100)]
    for box in boxes:
        box[:, 1] += slope * (box[:, 0] - 300)
    return [Seen("Information", box, 0.99) for box in boxes]


@pytest.mark.parametrize("degrees", [-1.5, 1.5])
def test_a_tilt_that_the_ink_has_is_taken_out(degrees: float) -> None:
    held = upright(page(degrees), lambda _: leaning(degrees))
    assert held.tilt[0] == pytest.approx(np.tan(np.radians(degrees)), abs=0.001)


@pytest.mark.parametrize("degrees", [-2.0, 0.5])
def test_a_tilt_that_no_box_has_is_found_in_the_ink(degrees: float) -> None:
    """At 150 dpi a detector's boxes are level, or lean as they like."""
    for told in (0.0, -2.0 * degrees):
        held = upright(page(degrees), lambda _, told=told: leaning(told))  # type: ignore[misc]
        assert held.tilt[0] == pytest.approx(np.tan(np.radians(degrees)), abs=0.001)


def test_a_tilt_that_only_a_few_boxes_have_is_not_believed() -> None:
    assert upright(page(0), lambda _: leaning(1.5)).tilt == (0.0, 0.0)


def test_a_page_without_ink_is_level() -> None:
    assert upright(np.full((1400, 1100), 255, np.uint8), lambda _: leaning(1.5)).tilt == (0.0, 0.0)


def test_a_dash_is_no_taller_than_the_print_beside_it() -> None:
    words = [Seen("Balance", corners_of(100, y, 300, y + 44), 0.99, size=28.0) for y in (300, 340, 380)]
    dashes = [Seen("-", corners_of(600, y, 620, y + 44), 0.99) for y in (300, 340, 380)]
    found = upright(page(0), lambda _: [*words, *dashes]).words(1.0, 1)
    lines = [w for w in found if w.text == "-"]
    assert [round(w.y1 - w.y0, 1) for w in found] == [30.8] * 6
    assert all(a.y1 < b.y0 + 0.3 * 28 for a, b in itertools.pairwise(lines))


def test_the_edition_names_the_engine_and_the_code_around_it() -> None:
    class Eyes:
        name = "eyes 1.0"

        def look(self, picture: Picture) -> list[Seen]:
            return []

    edition = Reader(Eyes()).edition
    assert edition.startswith("eyes 1.0 ")
    assert edition == Reader(Eyes()).edition != f"{Eyes.name} "


@pytest.mark.parametrize("degrees", [-2.0, 0.0, 2.0])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_on_its_side_is_told_by_its_ink(degrees: float, quarters: int) -> None:
    """And read held upright first: to read it lying takes as long again, for nothing."""
    picture = np.ascontiguousarray(np.rot90(page(degrees), quarters))
    seen: list[tuple[int, ...]] = []

    def look(held: Picture) -> list[Seen]:
        seen.append(held.shape)
        return leaning(degrees)

    assert on_its_side(picture) is (quarters in (1, 3))
    upright(picture, look)
    assert seen == [(1400, 1100)]


def test_an_empty_page_lies_as_it_is() -> None:
    assert not on_its_side(np.full((1100, 1400), 255, np.uint8))

"""A photographed sheet is laid flat and its places found again; a scan is left as it is."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from creditai.ocr.sheet import corners_of_sheet, laid_flat, moved
from tests.corpus.scan import WAYS, _degraded

SPOTS = [(200, 300), (1500, 300), (850, 1100), (200, 1900), (1500, 1900)]


def page() -> Image.Image:
    """White, with lines of dark words and a spot at each of SPOTS."""
    made = Image.new("L", (1700, 2200), 255)
    pen = ImageDraw.Draw(made)
    for y in range(120, 2100, 40):
        for x in range(120, 1500, 90):
            pen.rectangle((x, y, x + 60, y + 14), fill=70)
    for x, y in SPOTS:
        pen.rectangle((x - 60, y - 60, x + 60, y + 60), fill=255)
        pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=0)
    return made


def spot(picture: NDArray[np.uint8], x: float, y: float) -> tuple[float, float]:
    """The middle of the ink within 45 pixels."""
    left, top = int(x) - 45, int(y) - 45
    ink = np.nonzero(picture[top : top + 90, left : left + 90] < 60)
    return left + float(ink[1].mean()), top + float(ink[0].mean())


@pytest.mark.parametrize("seed", range(4))
def test_a_photographed_sheet_lies_flat_and_its_places_are_found_on_the_photograph(seed: int) -> None:
    photo = np.asarray(_degraded(page(), WAYS["phone"], Random(seed)))
    found = laid_flat(photo)
    assert found is not None
    flat, back = found
    for x, y in SPOTS:
        across, down = x / 1700 * photo.shape[1], y / 2200 * photo.shape[0]
        seen = spot(flat, across, down)
        assert np.hypot(seen[0] - across, seen[1] - down) < 14, (
            "within a fifteenth of an inch where it stands"
        )
        there = moved(np.array([seen]), back)[0]
        assert np.hypot(*(np.array(spot(photo, *there)) - there)) < 3


@pytest.mark.parametrize("way", ["clean200", "skewed", "noisy", "fax", "low", "upside"])
def test_a_scan_is_left_as_it_is(way: str) -> None:
    assert laid_flat(np.asarray(_degraded(page(), WAYS[way], Random(1)).convert("L"))) is None


def test_a_sheet_with_an_edge_cut_off_is_left_as_it_is() -> None:
    photo = np.asarray(_degraded(page(), WAYS["phone"], Random(1)))
    assert corners_of_sheet(photo) is not None
    assert corners_of_sheet(np.ascontiguousarray(photo[:, 150:])) is None


def test_an_empty_picture_has_no_sheet() -> None:
    for shade in (0, 128, 255):
        assert laid_flat(np.full((600, 400), shade, np.uint8)) is None

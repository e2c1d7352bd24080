"""Scans: pictures only, the same for a seed, each way its own."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.corpus.drawings import drawn
from tests.corpus.prints import every_print
from tests.corpus.scan import WAYS, scanned

PAGE = drawn(every_print()["experian_acr"], 3, "typst", size=1).data


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_scan_is_a_picture_and_nothing_else(way: str) -> None:
    data = scanned(PAGE, 1, way, pages=1)
    (page,) = pypdfium2.PdfDocument(data)
    assert page.get_textpage().get_text_range() == ""
    assert abs(page.get_width() - pypdfium2.PdfDocument(PAGE)[0].get_width()) < 60


def test_a_seed_is_the_same_scan_and_another_seed_is_another() -> None:
    assert scanned(PAGE, 1, "skewed", pages=1) == scanned(PAGE, 1, "skewed", pages=1)
    assert scanned(PAGE, 1, "skewed", pages=1) != scanned(PAGE, 2, "skewed", pages=1)

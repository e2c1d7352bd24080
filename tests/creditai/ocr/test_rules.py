"""Ruling lines are taken out of the picture; dark bars with white letters are not, nor any part of them."""

from __future__ import annotations

import cv2
import numpy as np

from creditai.ocr.straighten import without_rules


def test_a_bar_keeps_what_is_dark_above_and_below_its_letters() -> None:
    picture = np.full((300, 1700), 255, np.uint8)
    picture[60:90, 100:1600] = 50
    for x, name in ((500, "TransUnion"), (860, "Experian"), (1220, "Equifax")):
        cv2.putText(picture, name, (x, 83), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2)
    kept = without_rules(picture)
    assert (kept[63:87, 110:1590] == picture[63:87, 110:1590]).all()


def test_a_tables_rules_go() -> None:
    picture = np.full((300, 1700), 255, np.uint8)
    for y in (60, 90, 120):
        picture[y : y + 2, 100:1600] = 50
        cv2.putText(picture, "Credit Limit", (120, y + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)
    clean = without_rules(picture)
    assert (clean[60:62, 300:1600] == 255).all()
    assert (clean[62:90, 120:300] < 128).any()

"""A tick or a letter V: told apart by their ink, since a recogniser calls both V.

It matters: in one bureau's payment history a tick is "paid on time" and V is "voluntary surrender".
A V's arms are equally high and meet in the middle; a tick's left arm is short.
"""

from __future__ import annotations

import numpy as np

from creditai.ocr import Picture

LIKELY = 0.5
"""Below this share of the recogniser's belief the ink is not asked."""
_SHORT = 0.25
"""The left arm's top lies at least this share of the height below the right arm's."""


def is_tick(ink: Picture) -> bool:
    """`ink`: 1 where dark, one character. False where the shape does not say."""
    rows, columns = np.nonzero(ink)
    if len(rows) < 6:
        return False
    top, bottom = rows.min(), rows.max()
    left, right = columns.min(), columns.max()
    height, width = bottom - top + 1, right - left + 1
    if height < 5 or width < 0.5 * height:
        return False
    low = float(columns[rows >= bottom - 0.1 * height].mean() - left) / width
    outer = max(1, round(width * 0.2))
    left_top = rows[columns < left + outer].min()
    right_top = rows[columns > right - outer].min()
    bent = left_top - right_top >= _SHORT * height and right_top - top <= 0.15 * height
    below_left = rows[columns < left + outer].max() > left_top - 1 and left_top < bottom - 0.05 * height
    return bool(bent and below_left and 0.12 <= low <= 0.55)

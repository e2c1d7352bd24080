"""A tick or a letter V: told apart by their ink, since a recogniser calls both V.

It matters: in one bureau's payment history a tick is "paid on time" and V is "voluntary surrender".
A V's arms meet in the middle; a tick's meet on the left, and its long arm slants to the upper right.
"""

from __future__ import annotations

import numpy as np

from creditai.ocr import Picture

LIKELY = 0.5
"""Below this share of the recogniser's belief the ink is not asked."""
_LEFT = (0.06, 0.42)
"""Where a tick's arms meet, as a share of its width; a V's meet in the middle."""


def is_tick(ink: Picture) -> bool:
    """`ink`: 1 where dark, one character. False where the shape does not say."""
    rows, columns = np.nonzero(ink)
    if len(rows) < 6:
        return False
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    height, width = bottom - top + 1, right - left + 1
    if height < 5 or width < 0.5 * height:
        return False
    edge = max(1, round(width * 0.2))
    low = float(columns[rows >= bottom - 0.1 * height].mean() - left) / width
    first, last = rows[columns < left + edge], rows[columns > right - edge]
    short_arm = first.min() <= bottom - 0.12 * height
    long_arm = last.min() <= top + 0.15 * height and last.max() <= top + 0.6 * height
    return bool(_LEFT[0] <= low <= _LEFT[1] and short_arm and long_arm)

"""An analysis as one page of HTML: findings beside the pictures of the paper. This is the door.

    wanted = spots(analysis)                    the pages to draw, with their boxes
    page = booklet(analysis, pictures)          the whole page, pictures keyed by spot

The page is complete in itself: no script, no network (its own policy forbids both), readable on a
phone, printable, and every word that came from a file is escaped by construction (`markup`). Who draws
the pictures is not this room's business: `creditai.reading` does, in a child process.
"""

from __future__ import annotations

from creditai.booklet.page import booklet
from creditai.booklet.places import Mark, Spot, about, marks_of, spots

__all__ = ["Mark", "Spot", "about", "booklet", "marks_of", "spots"]

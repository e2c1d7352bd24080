"""Python's collector of cycles, held off while much is made that has none.

A report is words by the ten thousand, and lines, cells and facts made of them. So many new objects wake the
collector again and again, and each time it looks through them all and finds nothing: a fifth of the time
that reading takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection within; may stand in another."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

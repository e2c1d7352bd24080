"""Ports that a rehearsal is given for a while: nobody else who asks is given them meanwhile.

The product's own parts ask in the same way and lock the same files, so machines, services and their tests may all start
at once. Ours lie below the ports that the kernel names by itself.
"""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OURS = range(20_000, 32_000)


@contextmanager
def port() -> Iterator[int]:
    """A TCP port of 127.0.0.1 that nobody listens on, held until the block ends."""
    folder = Path(tempfile.gettempdir()) / f"creditai-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for found in random.sample(OURS, len(OURS)):
        file = os.open(folder / str(found), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _nobody_listens(found)
        except OSError:
            os.close(file)
            continue
        try:
            yield found
        finally:
            os.close(file)
        return
    raise OSError(f"Every port from {OURS.start} to {OURS.stop - 1} of 127.0.0.1 is in use.")


def _nobody_listens(found: int) -> None:
    """OSError when somebody does."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind(("127.0.0.1", found))

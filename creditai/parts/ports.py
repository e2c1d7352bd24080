"""A port of this machine that nobody listens on, and that nobody else is given.

A port that the kernel names can be named to another the moment after. So ours lie below those that it names by itself,
and a locked file holds each for the process that was given it: two services that start at once never meet.
"""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

OURS = range(20_000, 32_000)
"""Below what Linux (32768) and macOS (49152) give away unasked."""

_GIVEN: dict[int, int] = {}
"""Port -> the open file whose lock holds it until this process ends."""


def free() -> int:
    """A free TCP port of 127.0.0.1; whoever asks here is given another as long as this process lives."""
    for port in random.sample(OURS, len(OURS)):
        if _held(port):
            if _nobody_listens(port):
                return port
            os.close(_GIVEN.pop(port))
    raise OSError(f"Every port from {OURS.start} to {OURS.stop - 1} of 127.0.0.1 is in use.")


def again(kept: Path) -> int:
    """The port that stands in the file if nobody has it now, so that who knows the address need not learn another;
    else a free one."""
    try:
        port = int(kept.read_text("utf-8"))
    except (OSError, ValueError):
        return free()
    return port if _nobody_listens(port) else free()


def _held(port: int) -> bool:
    """Whether it is ours now and was not before."""
    folder = Path(tempfile.gettempdir()) / f"creditai-ports-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    file = os.open(folder / str(port), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return False
    _GIVEN[port] = file
    return True


def _nobody_listens(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True

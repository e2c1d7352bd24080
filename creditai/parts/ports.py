"""A port of this machine that nobody listens on."""

from __future__ import annotations

import socket


def free() -> int:
    """A free TCP port of 127.0.0.1, as the kernel names one; another process may take it before you do."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

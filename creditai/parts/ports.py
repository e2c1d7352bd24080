"""A port of this machine that nobody listens on."""

from __future__ import annotations

import socket
from pathlib import Path


def free() -> int:
    """A free TCP port of 127.0.0.1, as the kernel names one; another process may take it before you do."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def again(kept: Path) -> int:
    """The port that stands in the file if nobody has it now, so that who knows the address need not learn another;
    else a free one."""
    try:
        port = int(kept.read_text("utf-8"))
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
    except (OSError, ValueError):
        return free()
    return port

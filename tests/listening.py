"""The real server in a thread of the test."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn


@contextmanager
def listening(server: uvicorn.Server, doors: Sequence[socket.socket] = ()) -> Iterator[None]:
    """It listens for the length of the block: at these sockets, or where it is configured to. Then it is ended by force."""
    thread = threading.Thread(target=server.run, kwargs={"sockets": list(doors) or None})
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.01)
    yield
    server.should_exit = server.force_exit = True
    thread.join()
    for door in doors:
        door.close()

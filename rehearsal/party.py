"""What the stand-ins have in common: a server on loopback that does wrong when told to, for so many requests, and a process
of its own that prints where it is."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar


class Party(ThreadingHTTPServer):
    """One outside party. `mode`: what it does wrong in the next `times` requests; `over`: ends what hangs."""

    daemon_threads = True

    def __init__(self, port: int, door: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", port), door)
        self.mode, self.times = "well", 0
        self.over = threading.Event()
        self._counting = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fault(self) -> str:
        """The fault of this request; after `times` of them it is well again."""
        with self._counting:
            if self.mode == "well" or self.times <= 0:
                return "well"
            self.times -= 1
            return self.mode


_Of = TypeVar("_Of", bound=Party)


@contextmanager
def listening(party: _Of) -> Iterator[_Of]:
    """It serves in a thread for the length of the block; what hangs in it ends with the block."""
    thread = threading.Thread(target=party.serve_forever, daemon=True)
    thread.start()
    try:
        yield party
    finally:
        party.over.set()
        party.shutdown()
        thread.join()
        party.server_close()


def alone(about: str | None, made: Callable[[int], _Of], where: Callable[[_Of], str]) -> None:
    """Serve as a process of its own, on `--port`; `where` is printed first."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    party = made(parser.parse_args().port)
    print(where(party), flush=True)
    party.serve_forever()

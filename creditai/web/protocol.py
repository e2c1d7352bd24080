"""HTTP as uvicorn speaks it, with heads that end, in time and before they fill memory, and with answers that are read.

uvicorn bounds none of it: a client that sends a header a second, or one header for ever, would keep a connection and what
it sent for as long as it likes. What is refused here never becomes a request, so it is answered in the bare words
of HTTP, and the connection ends. A client that does not read its answer would keep that, and the connection: to close
one waits for what was not read, so it is cut.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from creditai.logs import log
from creditai.web.safety import MOST_HEADER_BYTES, MOST_TARGET_BYTES

HEAD_SECONDS = 20.0
UNREAD_SECONDS = 60.0
"""How long what was written may wait to be read, as a whole answer or until there is room for more of it."""
MOST_HEAD_BYTES = 2 * (MOST_HEADER_BYTES + MOST_TARGET_BYTES)
"""Over what the application itself refuses with a problem, so that most get to read that."""


def end_at_once(transport: asyncio.Transport) -> None:
    """Let go of the connection and of what is written to it, in the kernel too, which would keep that for minutes."""
    known = transport.get_extra_info("socket")
    if known is not None:
        known.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


class Protocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self._timer: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._bytes = 0
        self._quiet: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._quiet = self.loop.time()
        self._begin()

    def data_received(self, data: bytes) -> None:
        if self._timer is not None:
            self._bytes += len(data)
        super().data_received(data)
        if self._timer is not None and self._bytes > MOST_HEAD_BYTES:
            if self._answering:
                self.flow.pause_reading()  # until uvicorn goes on reading, after its answer
            else:
                self._refuse(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._quiet is not None:
            self._quiet = self.loop.time()  # its head has as long as a silence
        if self._timer is None:
            self._begin()

    def on_headers_complete(self) -> None:
        self._end()
        self._quiet = None
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._quiet = None if self._answering else self.loop.time()
        self._watched()
        self._watch()

    def end_if_quiet(self, seconds: float) -> None:
        """End a connection on which no request has been under way for so long: it was kept, or never said anything."""
        silent = self._quiet is not None and self.loop.time() - self._quiet >= seconds
        if silent and not self._answering and not self.transport.is_closing():
            self._end()
            self.transport.close()
            self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        self._watched()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        self._watched()
        super().connection_lost(exc)
        self._watched()

    @property
    def _answering(self) -> bool:
        """Whether an earlier request of this connection is still being answered: that is not cut short."""
        return self.cycle is not None and not self.cycle.response_complete

    def _begin(self) -> None:
        self._bytes = 0
        self._timer = self.loop.call_later(HEAD_SECONDS, self._late)

    def _late(self) -> None:
        if self._answering:
            self._timer = self.loop.call_later(HEAD_SECONDS, self._late)
        else:
            self._refuse(b"408 Request Timeout")

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _watch(self) -> None:
        """What waits to be read must be gone in time."""
        if self._unread is None and self.transport.get_write_buffer_size():
            self._unread = self.loop.call_later(UNREAD_SECONDS, self._cut)

    def _watched(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _cut(self) -> None:
        self._unread = None
        if self.transport.get_write_buffer_size():
            log.warning("request.slow")
            end_at_once(self.transport)

    def _refuse(self, status: bytes) -> None:
        self._end()
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 %b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status)
            self.transport.close()

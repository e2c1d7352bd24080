"""A CDN's edge before ours: `python -m rehearsal.cdn --origin http://127.0.0.1:8000` prints its address and serves.

Fetches from the origin what it does not have, keeps an answer to GET for as long as its `Cache-Control` says
(`s-maxage`, then `max-age`), never one with `no-store` or `private`, and tells `X-Cache` and `Age` as CDNs do. Simpler
than one: it does not look at `Vary`, and asks again instead of revalidating.

    POST /rehearsal/faults   {"mode": "well" | "keeps"}   keeps: everything is kept for a minute, whatever it says
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Kept = tuple[float, float, int, list[tuple[str, str]], bytes]
"""When it was fetched, for how long it is good, status, headers, body."""
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server", "age"}
_KEEPS_SECONDS = 60.0


class Cdn(ThreadingHTTPServer):
    """One point of presence, in front of one origin."""

    daemon_threads = True

    def __init__(self, origin: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Door)
        self.origin, self.mode = urlsplit(origin), "well"
        self.kept: dict[str, Kept] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def good_for(self, rule: str) -> float:
        """Seconds that an answer may be kept, by its Cache-Control."""
        if self.mode == "keeps":
            return _KEEPS_SECONDS
        if re.search(r"no-store|private|no-cache", rule):
            return 0.0
        found = re.search(r"s-maxage=(\d+)", rule) or re.search(r"max-age=(\d+)", rule)
        return float(found[1]) if found else 0.0


class _Door(BaseHTTPRequestHandler):
    server: Cdn

    def do_GET(self) -> None:
        kept = self.server.kept.get(self.path)
        if kept is not None and time.monotonic() - kept[0] < kept[1]:
            self._answer(kept, [("X-Cache", "HIT"), ("Age", f"{time.monotonic() - kept[0]:.0f}")])
            return
        try:
            fetched = self._fetched()
        except (OSError, http.client.HTTPException):
            self._answer((0.0, 0.0, 502, [], b"the origin does not answer"), [("X-Cache", "ERROR")])
            return
        if fetched[1] > 0:
            self.server.kept[self.path] = fetched
        self._answer(fetched, [("X-Cache", "MISS")])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/rehearsal/faults":
            self.server.mode = json.loads(body)["mode"]
            self._answer((0.0, 0.0, 200, [], b"{}"), [])
        else:
            self._answer((0.0, 0.0, 405, [], b"this stand-in passes GET alone"), [])

    def _fetched(self) -> Kept:
        origin = self.server.origin
        line = http.client.HTTPConnection(origin.hostname or "", origin.port, timeout=10)
        line.request(
            "GET", self.path, headers={"Host": origin.netloc, "X-Forwarded-For": self.client_address[0]}
        )
        answer = line.getresponse()
        body, headers = answer.read(), answer.getheaders()
        line.close()
        good = self.server.good_for({n.lower(): v for n, v in headers}.get("cache-control", ""))
        told = [(name, value) for name, value in headers if name.lower() not in _HOP]
        return time.monotonic(), good, answer.status, told, body

    def _answer(self, kept: Kept, more: list[tuple[str, str]]) -> None:
        _, _, status, headers, body = kept
        self.send_response(status)
        for name, value in [*headers, *more, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *told: Any) -> None:
        """Nothing is printed."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--origin", required=True)
    parser.add_argument("--port", type=int, default=0)
    asked = parser.parse_args()
    cdn = Cdn(asked.origin, asked.port)
    print(cdn.address, flush=True)
    cdn.serve_forever()


if __name__ == "__main__":
    main()

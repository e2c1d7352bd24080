"""The stand-in for a CDN keeps what it may, and the check of the runbook sees when it keeps more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest

from rehearsal.cdn import Cdn
from runbook.checks import About, checked, every_check
from runbook.environments import Environment
from runbook.perform import Performer
from runbook.redaction import Redactor


class Origin(BaseHTTPRequestHandler):
    """Counts, and says what may be kept: /kept for a minute, everything else not at all."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(200)
        self.send_header("Cache-Control", "max-age=60" if self.path == "/kept" else "no-store")
        self.end_headers()
        self.wfile.write(f"{self.asked}".encode())

    def log_message(self, format: str, *told: Any) -> None:
        """Nothing is printed."""


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[str]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def cdn() -> Iterator[Cdn]:
    Origin.asked = 0
    with served(ThreadingHTTPServer(("127.0.0.1", 0), Origin)) as origin:
        made = Cdn(origin)
        with served(made):
            yield made


def asked(cdn: Cdn, path: str) -> tuple[str, str]:
    answer = httpx2.get(f"{cdn.address}{path}")
    return answer.text, answer.headers["x-cache"]


def test_it_keeps_what_it_may_and_nothing_else(cdn: Cdn) -> None:
    assert [asked(cdn, "/kept") for _ in range(2)] == [("1", "MISS"), ("1", "HIT")]
    assert [asked(cdn, "/api/health") for _ in range(2)] == [("2", "MISS"), ("3", "MISS")]
    cdn.mode = "keeps"
    assert [asked(cdn, "/api/health") for _ in range(2)] == [("4", "MISS"), ("4", "HIT")]


def test_the_check_sees_a_cdn_that_keeps_what_it_must_not(cdn: Cdn, tmp_path: Path) -> None:
    (check,) = (each for each in every_check("outside") if each.name == "cdn")
    environment = Environment("test", tmp_path, "http://127.0.0.1:1", cdn=cdn.address)
    about = About(environment, tmp_path, None, datetime.now(UTC))
    ask = Performer(Redactor()).ask
    assert checked(check, about, ask).verdict == "yes"
    cdn.mode = "keeps"
    checked(check, about, ask)
    found = checked(check, about, ask)
    assert (found.verdict, "was or may be kept" in found.said) == ("no", True)

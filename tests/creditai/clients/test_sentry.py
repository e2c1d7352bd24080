"""What goes out to Sentry, caught as it arrives: the envelopes of a real client, by a real server on loopback."""

from __future__ import annotations

import gzip
import io
import json
import logging
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
import sentry_sdk

from creditai import logs
from creditai.clients import sentry
from creditai.settings import Secret, Settings
from tests.creditai.logs.canaries import CANARIES


class Catcher:
    """Everything that was sent, as plain bytes: addresses, headers, bodies."""

    def __init__(self) -> None:
        caught: list[bytes] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                kind = self.headers.get("Content-Encoding", "")
                plain = (
                    gzip.decompress(body)
                    if kind == "gzip"
                    else zlib.decompress(body)
                    if kind == "deflate"
                    else body
                )
                caught.append(self.path.encode() + b"\n" + str(self.headers).encode() + plain)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, format: str, *args: object) -> None:
                """Silent."""

        self.caught = caught
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    @property
    def dsn(self) -> str:
        return f"http://public@127.0.0.1:{self.server.server_port}/1"

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    made = Catcher()
    assert sentry.set_up(Settings(sentry=Secret(made.dsn), release="r1", environment="test"))
    yield made
    sentry_sdk.get_client().close(timeout=1)
    sentry_sdk.init()
    made.stop()


def everything(canary: str) -> None:
    """Put a canary wherever the SDK could pick it up, and fail."""
    sentry_sdk.set_tag("canary", canary)
    sentry_sdk.set_user({"email": canary, "id": canary})
    sentry_sdk.set_context("canary", {"x": canary})
    sentry_sdk.set_extra("canary", canary)
    sentry_sdk.add_breadcrumb(message=canary, data={"x": canary})
    sentry_sdk.get_current_scope().set_transaction_name(canary)
    logging.getLogger("canary").error("%s", canary)
    local = {"canary": canary}
    with suppress(UnicodeError):
        canary.encode("ascii")
    try:
        try:
            raise KeyError(canary)
        except KeyError as error:
            raise ValueError(f"{canary} {local}") from error
    except ValueError as error:
        error.add_note(canary)
        sentry.report(error)
    sentry_sdk.capture_message(canary)


def test_forty_canaries_and_none_arrives(catcher: Catcher) -> None:
    for canary in CANARIES:
        everything(canary)
    sentry.flush(10)
    assert len(catcher.caught) >= len(CANARIES), "nothing arrived: nothing is proved"
    sent = b"\n".join(catcher.caught)
    assert [canary for canary in CANARIES if canary.encode() in sent] == []


def test_what_arrives_says_where_it_happened(catcher: Catcher) -> None:
    request = uuid4()
    with logs.about(request=request):
        everything(CANARIES[0])
    sentry.flush(10)
    body = catcher.caught[0].partition(b"\n\n")[2] or catcher.caught[0]
    lines = [json.loads(line) for line in io.BytesIO(body).read().splitlines() if line.startswith(b"{")]
    event = next(line for line in lines if "exception" in line)
    (told,) = event["exception"]["values"]
    assert (told["type"], event["release"], event["tags"]) == ("ValueError", "r1", {"request": request.hex})
    assert told["stacktrace"]["frames"][-1]["filename"] == "test_sentry.py"
    assert told["stacktrace"]["frames"][-1]["function"] == "everything"


def test_an_event_that_cannot_be_made_clean_is_not_sent(
    catcher: Catcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(error: BaseException) -> str:
        raise RuntimeError(CANARIES[0])

    monkeypatch.setattr(sentry, "class_name", broken)
    everything(CANARIES[1])
    sentry.flush(5)
    assert catcher.caught == []


def test_without_a_dsn_nothing_is_reported() -> None:
    assert sentry.set_up(Settings()) is False

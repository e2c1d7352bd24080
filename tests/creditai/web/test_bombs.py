"""Small requests that are meant to cost much: nested, unfolded, in parts, in digits. Each is refused in a sentence."""

from __future__ import annotations

import gzip
import zlib

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from creditai.web.routes import every_router
from creditai.web.safety import UPLOADS
from tests.cast import Cast

[UPLOAD] = UPLOADS
MEDIA = "application/problem+json"
FORM = "multipart/form-data; boundary=b"
JSON = {"Content-Type": "application/json"}
BOMBS: dict[str, tuple[bytes, dict[str, str]]] = {
    "lists": (b"[" * 100_000, JSON),
    "objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, JSON),
    "lists that end": (b'{"address":' + b"[" * 100_000 + b"]" * 100_000 + b"}", JSON),
    "digits": (b'{"address":' + b"9" * 1_000_000 + b"}", JSON),
    "digits after the point": (b'{"address":0.' + b"9" * 1_000_000 + b"}", JSON),
    "an exponent": (b'{"address":1e' + b"9" * 1_000 + b"}", JSON),
    "members": (b"{" + b",".join(b'"%d":0' % n for n in range(10_000)) + b"}", JSON),
    "one member twice": (b'{"address":"a@example.com","address":"b@example.com"}', JSON),
    "gzip": (gzip.compress(b" " * 50_000_000), {**JSON, "Content-Encoding": "gzip"}),
    "deflate": (zlib.compress(b" " * 50_000_000), {**JSON, "Content-Encoding": "deflate"}),
    "brotli": (b"\x8b\x01\x80\x03", {**JSON, "Content-Encoding": "br"}),
    "parts": (b"--b\r\n\r\n\r\n" * 100_000 + b"--b--", {"Content-Type": FORM}),
    "a part without end": (b"--b\r\n" + b"X: y\r\n" * 150_000, {"Content-Type": FORM}),
    "a name of a part": (b'--b\r\nContent-Disposition: form-data; name="' + b"a" * 900_000, {"Content-Type": FORM}),
    "fields": (b"a=&" * 300_000, {"Content-Type": "application/x-www-form-urlencoded"}),
    "UTF-16": ('{"address":"a@example.com"}'.encode("utf-16"), {"Content-Type": "application/json; charset=utf-16"}),
    "UTF-7": (b"+AHsAIg-", {"Content-Type": "application/json; charset=utf-7"}),
}  # fmt: skip


def readers() -> list[tuple[str, bool]]:
    """One route of those whose body the framework reads as JSON, and each that reads its own; whether operators ask it."""
    own = [
        (route.path, "/api/v1/" not in route.path)
        for router in every_router()
        for route in router.routes
        if isinstance(route, APIRoute)
        and "requestBody" in (route.openapi_extra or {})
        and route.path != UPLOAD
    ]
    return [("/api/v1/sign-in", False), ("/api/v1/disputes", False), *own]


@pytest.mark.parametrize("name", BOMBS)
def test_no_reader_is_burdened_by_a_bomb(from_outside: TestClient, cast: Cast, name: str) -> None:
    body, headers = BOMBS[name]
    for path, operating in readers():
        who = cast.dana if operating else cast.alice
        got = from_outside.post(path, content=body, headers={**who.headers, **headers})
        assert got.status_code in (400, 401, 403, 413, 415, 422), (path, got.status_code, got.text[:200])
        assert got.headers["content-type"] == MEDIA, path
        assert len(got.content) < 10_000, (path, len(got.content))


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "gzip, identity", "GZIP", "x-gzip", "zstd"])
def test_an_upload_is_never_unfolded(from_outside: TestClient, cast: Cast, coding: str) -> None:
    content = gzip.compress(b"%PDF-1.7" + b" " * 50_000_000)
    headers = {**cast.alice.headers, "Content-Encoding": coding}
    got = from_outside.post("/api/v1/papers", content=content, headers=headers)
    assert (got.status_code, got.headers["content-type"]) == (422, MEDIA)


def test_many_parts_are_a_file_that_is_no_report(from_outside: TestClient, cast: Cast) -> None:
    """A form is not taken apart: it is bytes, told by their content."""
    body, headers = BOMBS["parts"]
    got = from_outside.post("/api/v1/papers", content=body, headers={**cast.alice.headers, **headers})
    assert (got.status_code, got.headers["content-type"]) == (415, MEDIA)

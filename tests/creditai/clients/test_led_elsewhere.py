"""Server-side request forgery: what a party answers leads the service nowhere else, least of all into its own network.

A real server answers every request by sending on to a second one, which counts who comes. No address of a person is
fetched at all (`web/test_mallory.py`); these are the addresses of the settings. The store of papers is apart: its library
follows where S3 sends, and cannot be told otherwise; what comes along is no signature.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from http.server import BaseHTTPRequestHandler
from pkgutil import iter_modules
from uuid import UUID

import jwt
import pytest

from creditai import clients
from creditai.clients import supabase
from creditai.clients.google_document_ai import DocumentAI
from creditai.clients.objects import Objects
from creditai.clients.stripe import Stripe
from creditai.clients.supabase import Supabase
from creditai.errors import CreditAIError, Unavailable, WrongUsage
from creditai.settings import Secret, Settings
from rehearsal.document_ai import service_account
from rehearsal.party import Party

STATUSES = (301, 302, 303, 307, 308)


class Lure(Party):
    """Sends everybody on to `inner`; `asked` counts who came here, `pieces` are what it says."""

    def __init__(self) -> None:
        super().__init__(0, _Door)
        self.asked, self.status, self.inner = 0, 302, ""
        self.headers = set[str]()
        self.pieces: Callable[[], Iterator[bytes]] = lambda: iter(())


class _Door(BaseHTTPRequestHandler):
    server: Lure

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked += 1
        self.server.headers |= {name.lower() for name in self.headers}
        self.send_response(self.server.status)
        if self.server.inner:
            self.send_header("Location", f"{self.server.inner}/latest/meta-data")
            self.send_header("Content-Length", "0")
        self.end_headers()
        with suppress(ConnectionError):  # it was given up
            for piece in self.server.pieces():
                self.wfile.write(piece)
                self.wfile.flush()

    do_POST = do_PUT = do_HEAD = do_DELETE = do_GET  # noqa: N815 - the names that http.server asks for

    def log_message(self, format: str, *args: object) -> None:
        """The test says what came."""


@pytest.fixture
def lure() -> Iterator[tuple[Lure, Lure]]:
    """The party that leads elsewhere, and where it leads."""
    outer, inner = Lure(), Lure()
    outer.inner, inner.status = inner.address, 200
    threads = [threading.Thread(target=each.serve_forever) for each in (outer, inner)]
    for thread in threads:
        thread.start()
    yield outer, inner
    for server in (outer, inner):
        server.shutdown()
        server.server_close()
    for thread in threads:
        thread.join()


def ask_supabase(address: str) -> None:
    token = jwt.encode({"sub": "x"}, "x" * 32, algorithm="HS256", headers={"kid": "k"})
    with pytest.raises(Unavailable):
        Supabase(address).verify(token)


@cache
def account() -> Secret:
    return Secret(service_account())


def ask_document_ai(address: str) -> None:
    client = DocumentAI("projects/p/locations/us/processors/x", account(), address)
    assert client.words(b"png") is None
    client.close()


def test_words_that_are_a_trap_are_no_words(lure: tuple[Lure, Lure]) -> None:
    outer, _ = lure
    outer.inner, outer.status = "", 200
    for content in (b"[" * 100_000, b'{"document":' * 100_000, b'{"document":' + b"1" * 5_000 + b"}"):
        outer.pieces = partial(iter, [content])
        ask_document_ai(outer.address)


def ask_stripe(address: str) -> None:
    client = Stripe(Settings(environment="test", stripe_key=Secret("sk_test_x"), stripe_address=address))
    for act in (lambda: client.told("cus_1"), lambda: client.customer(UUID(int=1))):
        with pytest.raises(CreditAIError):
            act()


ASKED = {"supabase": ask_supabase, "google_document_ai": ask_document_ai, "stripe": ask_stripe}
"""How each client of the folder is made to ask the address of its settings."""
APART = {
    "objects": "its library follows where S3 sends, and cannot be told otherwise",
    "mail": "SMTP knows no such answer",
    "stripe_words": "it reads what `stripe` was answered, and asks nobody",
    "redis": "no HTTP",
    "sentry": "it posts, and reads nothing that is answered",
}


def test_every_client_is_asked_or_told_apart() -> None:
    """A new outside party comes here with how it is asked, or with why it cannot be led."""
    assert {each.name for each in iter_modules(clients.__path__)} == ASKED.keys() | APART.keys()


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_no_party_leads_the_service_elsewhere(
    lure: tuple[Lure, Lure], ask: Callable[[str], None], status: int
) -> None:
    outer, inner = lure
    outer.status = status
    ask(outer.address)
    assert outer.asked
    assert inner.asked == 0


@pytest.mark.parametrize("status", STATUSES)
def test_where_the_store_of_papers_leads_no_signature_comes_along(
    lure: tuple[Lure, Lure], monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    outer, inner = lure
    outer.status = status
    told = {"ENDPOINT": outer.address, "ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b", "REGION": "us-east-1"}
    for name, value in told.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    objects = Objects("s3://papers", silence_seconds=2)
    for act in (lambda: list(objects.get("papers/a/1")), lambda: objects.delete("papers/a/1")):
        with pytest.raises(CreditAIError):
            act()
    assert "authorization" in outer.headers
    assert inner.asked, "it is followed: if this ends, the page on ASVS may say so"
    assert "authorization" not in inner.headers


ELSEWHERE = (
    "http://keys.example.com",
    "HTTP://10.0.0.7:9000",
    "http://localhost.example.com",
    "http://[2001:db8::1]",
)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_party_that_hears_secrets_is_asked_in_the_clear(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is between would swap Supabase's keys, and read pages, tokens and signed requests."""
    for name in ("AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        with monkeypatch.context() as patch:
            patch.setenv(name, address)
            with pytest.raises(WrongUsage, match=name):
                Objects("s3://papers")
    with pytest.raises(WrongUsage, match="CREDITAI_SUPABASE"):
        Supabase(address)
    with pytest.raises(WrongUsage, match="CREDITAI_DOCUMENT_AI_ENDPOINT"):
        DocumentAI("projects/p/locations/us/processors/x", account(), address)


@pytest.mark.parametrize(
    "content",
    [b"[" * 100_000, b'{"keys":' * 100_000, b'{"keys":[' + b"1" * 5_000 + b"]}", b'{"keys":7}', b"[]", b"7", b"\xff", b""],
)  # fmt: skip
def test_keys_that_are_a_trap_are_no_keys(lure: tuple[Lure, Lure], content: bytes) -> None:
    outer, _ = lure
    outer.inner, outer.status = "", 200
    outer.pieces = lambda: iter([content])
    ask_supabase(outer.address)


def test_keys_without_an_end_are_given_up(lure: tuple[Lure, Lure], monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte after another, and a drop after another: who signs in meanwhile would wait for it."""
    outer, _ = lure
    outer.inner, outer.status = "", 200
    sent: list[int] = []

    def flood() -> Iterator[bytes]:
        while True:
            sent.append(1)
            yield b" " * 1_000_000

    def drops() -> Iterator[bytes]:
        while True:
            yield b" "
            time.sleep(0.05)

    outer.pieces = flood
    ask_supabase(outer.address)
    assert len(sent) < 100
    monkeypatch.setattr(supabase, "WHOLE_SECONDS", 0.3)
    outer.pieces = drops
    ask_supabase(outer.address)

"""Mails reach a real SMTP server, over TLS where there is one; what a server says decides whether it is tried again."""

from __future__ import annotations

import gc
import os
import ssl
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from creditai.clients.mail import Post
from creditai.clock import Clock
from creditai.errors import MailRefused, MailUnavailable, WrongUsage
from creditai.parts.ports import free
from creditai.settings import Secret


class Catcher:
    """Keeps what it is given; `answers` are said to RCPT TO instead of yes."""

    def __init__(self) -> None:
        self.caught: list[tuple[Envelope, bool]] = []
        self.answers: list[str] = []

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.caught.append((envelope, session.ssl is not None))
        return "250 OK"


@pytest.fixture
def catcher() -> Catcher:
    return Catcher()


@pytest.fixture
def plain(catcher: Catcher) -> Iterator[str]:
    controller = Controller(catcher, hostname="127.0.0.1", port=free())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def post(url: str, tls: ssl.SSLContext | None = None) -> Post:
    return Post(Secret(url), "CreditAI <creditai@example.com>", Clock(), tls)


def test_a_link_is_whole_in_the_mail_as_it_lies(tmp_path: Path) -> None:
    """`grep` finds it, as docs/how-to/use-the-api.md does; quoted-printable would break it."""
    link = f"http://127.0.0.1:8000/confirm-email?link={'x' * 43}-{'_y' * 20}"
    post(tmp_path.as_uri()).send("erin@example.com", "Confirm", f"Open\n\n    {link}\n\nwithin 24 hours.\n")
    [kept] = tmp_path.glob("*.eml")
    assert f"    {link}\r\n".encode() in kept.read_bytes()


def test_what_is_caught_is_for_no_other_account_of_this_machine(tmp_path: Path) -> None:
    """Its link lets in whoever reads it; and health asks before the first mail comes."""
    before = os.umask(0)
    try:
        post = Post(Secret((tmp_path / "mail").as_uri()), "CreditAI <a@example.com>", Clock())
        post.check()
        post.send("alice@example.com", "Confirm", "a link")
    finally:
        os.umask(before)
    [caught] = (tmp_path / "mail").iterdir()
    assert [each.stat().st_mode & 0o077 for each in (caught, caught.parent)] == [0, 0]


def test_a_mail_arrives_as_it_was_written(catcher: Catcher, plain: str) -> None:
    post(plain).send("erin@example.com", "Confirm", "Grüße\nlink=abc\n")
    (envelope, _), *more = catcher.caught
    assert not more
    assert envelope.rcpt_tos == ["erin@example.com"]
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content)
    assert (message["Subject"], message["From"]) == ("Confirm", "CreditAI <creditai@example.com>")
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode() == "Grüße\r\nlink=abc\r\n"


def test_tls_is_used_where_it_is_offered_and_the_certificate_must_fit(catcher: Catcher) -> None:
    authority = trustme.CA()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(server)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    controller = Controller(catcher, hostname="127.0.0.1", port=free(), tls_context=server)
    controller.start()
    url = f"smtp://127.0.0.1:{controller.port}"
    try:
        post(url, trusting).send("erin@example.com", "Confirm", "text")
        with pytest.raises(MailUnavailable):
            post(url).send("erin@example.com", "Confirm", "text")
    finally:
        controller.stop()
    assert [tls for _, tls in catcher.caught] == [True]


def test_mail_leaves_this_machine_by_tls_or_not_at_all(catcher: Catcher, plain: str) -> None:
    away = plain.replace("127.0.0.1", "127.1")  # the same server, by a name that is not this machine's
    with pytest.raises(MailUnavailable, match="offers no TLS"):
        post(away).send("erin@example.com", "Confirm", "text")
    assert catcher.caught == []


def test_a_sign_in_that_is_refused_leaves_nothing_open(plain: str) -> None:
    """A socket that is left open is a warning, and so a failure."""
    with pytest.raises(MailUnavailable):
        post(plain.replace("://", "://dana:wrong@")).check()
    gc.collect()


@pytest.mark.parametrize(
    ("said", "kind"), [("550 no such person", MailRefused), ("451 later", MailUnavailable)]
)
def test_what_the_server_says_decides(catcher: Catcher, plain: str, said: str, kind: type[Exception]) -> None:
    catcher.answers.append(said)
    with pytest.raises(kind):
        post(plain).send("erin@example.com", "Confirm", "text")
    post(plain).send("erin@example.com", "Confirm", "text")
    assert len(catcher.caught) == 1


def test_a_server_that_is_down_is_tried_again(plain: str) -> None:
    with pytest.raises(MailUnavailable):
        post("smtp://127.0.0.1:9").send("erin@example.com", "Confirm", "text")
    with pytest.raises(MailUnavailable):
        post("").send("erin@example.com", "Confirm", "text")
    with pytest.raises(WrongUsage):
        post("http://127.0.0.1/")


def test_nothing_is_smuggled_into_a_header(catcher: Catcher, plain: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        post(plain).send("erin@example.com", "Hi\r\nBcc: mallory@example.com", "text")
    assert not catcher.caught

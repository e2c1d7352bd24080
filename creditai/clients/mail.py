"""Mail to people, through an SMTP server, or into a folder on machines that have none.

smtp://user:password@host:587    STARTTLS, which only a server on this machine may lack
smtps://user:password@host:465   TLS from the first byte
file:///folder                   one .eml per mail: `make up` and rehearsals
"""

from __future__ import annotations

import smtplib
import ssl
import time
from contextlib import ExitStack
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import uuid4

from creditai.clock import Clock
from creditai.errors import MailRefused, MailUnavailable, WrongUsage
from creditai.settings import Secret

SECONDS = 10.0
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LINE = 998
"""Bytes of the longest line that mail carries as it is (RFC 5322, 2.1.1)."""


class Post:
    """Sends mails by the URL of the settings. `sender`: `Name <address>`."""

    def __init__(self, url: Secret, sender: str, clock: Clock, tls: ssl.SSLContext | None = None) -> None:
        self._url = urlsplit(url.reveal())
        self._sender, self._clock = sender, clock
        self._given = tls
        if self._url.scheme not in ("", "smtp", "smtps", "file"):
            raise WrongUsage("CREDITAI_MAIL begins with another scheme than smtp, smtps or file.")

    def send(self, to: str, subject: str, text: str) -> None:
        """Hand one mail over. MailUnavailable: not now; MailRefused: this address or mail never."""
        message = self._message(to, subject, text)
        if self._url.scheme == "file":
            self._drop(message)
        elif self._url.scheme:
            self._hand_over(message)
        else:
            raise MailUnavailable("No mail server is set; give CREDITAI_MAIL.")

    def check(self) -> None:
        """Whether the server answers; MailUnavailable when it does not. Nothing is sent."""
        if self._url.scheme == "file":
            self._folder()
        elif self._url.scheme:
            self._connected().quit()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """This machine's authorities, read with the first mail: a folder needs none."""
        return self._given or ssl.create_default_context()

    @property
    def configured(self) -> bool:
        return bool(self._url.scheme)

    def _message(self, to: str, subject: str, text: str) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = make_msgid(domain=parseaddr(self._sender)[1].partition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        plain = text.isascii() and all(len(line) <= _LINE for line in text.splitlines())
        message.set_content(text, cte="7bit" if plain else None)  # a link stays whole where it can
        return message

    def _drop(self, message: EmailMessage) -> None:
        folder = self._folder()
        part = folder / f".{uuid4().hex}"
        part.touch(mode=0o600)  # its link lets in whoever reads it
        part.write_bytes(message.as_bytes())
        part.rename(folder / f"{time.time_ns()}-{uuid4().hex[:8]}.eml")

    def _folder(self) -> Path:
        folder = Path(unquote(self._url.path))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _hand_over(self, message: EmailMessage) -> None:
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _ in error.recipients.values()}
            raise (_refused() if min(codes) >= 500 else _unavailable()) from None
        except smtplib.SMTPResponseException as error:
            raise (_refused() if 550 <= error.smtp_code < 560 else _unavailable()) from None
        except (OSError, smtplib.SMTPException):
            raise _unavailable() from None

    def _connected(self) -> smtplib.SMTP:
        url = self._url
        try:
            with ExitStack() as unless_it_is_ready:
                server = _server(url, self._tls)
                unless_it_is_ready.callback(server.close)
                _secure(server, url, self._tls)
                if url.username:
                    server.login(unquote(url.username), unquote(url.password or ""))
                unless_it_is_ready.pop_all()
        except (OSError, smtplib.SMTPException):
            raise _unavailable() from None
        return server


def _server(url: SplitResult, tls: ssl.SSLContext) -> smtplib.SMTP:
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=tls)
    return smtplib.SMTP(host, url.port or 587, timeout=SECONDS)


def _secure(server: smtplib.SMTP, url: SplitResult, tls: ssl.SSLContext) -> None:
    server.ehlo_or_helo_if_needed()
    if url.scheme == "smtps":
        return
    if server.has_extn("starttls"):
        server.starttls(context=tls)
    elif (url.hostname or "localhost") not in _LOOPBACK:
        raise MailUnavailable("The mail server offers no TLS; mail does not leave this machine in the clear.")


def _unavailable() -> MailUnavailable:
    return MailUnavailable("The mail server does not take mail now; it is tried again.")


def _refused() -> MailRefused:
    return MailRefused("The mail server refuses this mail for good; check the address.")

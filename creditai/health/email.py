"""The mail server: it greets, takes our sign-in, and would take a mail. Nothing is sent."""

from __future__ import annotations

import os
import smtplib
import ssl
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from creditai.health import NOT_CONFIGURED, SECONDS, Probe, Told
from creditai.wiring import Wiring


class Email(Probe):
    name = "email"

    def probe(self, wiring: Wiring) -> Told:
        url = wiring.settings.mail.reveal()
        if not url:
            return NOT_CONFIGURED
        parts = urlsplit(url)
        if parts.scheme == "file":
            folder = Path(unquote(parts.path))
            there = os.access(
                folder if folder.exists() else folder.parent, os.W_OK
            )  # made with the first mail
            return Told("healthy" if there else "failing", {"kept_in_a_folder": True})
        return Told("healthy", {"encrypted": _greet(parts)})


def _greet(parts: SplitResult) -> bool:
    """Sign in, ask nothing, leave; whether it was under TLS."""
    host, seconds = parts.hostname or "localhost", SECONDS - 0.5
    secure = parts.scheme == "smtps"
    server = (
        smtplib.SMTP_SSL(host, parts.port or 465, timeout=seconds, context=ssl.create_default_context())
        if secure
        else smtplib.SMTP(host, parts.port or 25, timeout=seconds)
    )
    with server:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            secure = True
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.noop()
    return secure

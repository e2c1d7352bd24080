"""Mails that the service's folder caught."""

from __future__ import annotations

import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from rehearsal.walk import Astray

WAIT_SECONDS = 60.0


def link_to(address: str, folder: Path) -> str:
    """What stands behind `link=` in the newest mail to this address, waited for."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        for path in sorted(folder.glob("*.eml"), reverse=True):
            told = message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)
            if told["To"] == address:
                return _link_in(told.get_content())
        time.sleep(0.2)
    raise Astray(f"no mail came for {address} in {folder}")


def _link_in(text: str) -> str:
    for word in text.split():
        found = parse_qs(urlsplit(word).query).get("link")
        if found:
            return found[0]
    raise Astray("the mail has no link")

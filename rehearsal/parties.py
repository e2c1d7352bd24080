"""Those who are told, as stand-ins of this town: a channel of Slack, a service of PagerDuty, a mail server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from rehearsal import ports
from rehearsal.pagerduty import KEY, PagerDuty
from rehearsal.slack import Slack


@dataclass
class Letters:
    """What the mail server took, in order."""

    subjects: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        letter = message_from_bytes(bytes(envelope.content), EmailMessage, policy=default)
        self.subjects.append(str(letter["Subject"]))
        self.bodies.append(str(letter.get_content()))
        return "250 OK"


@dataclass(frozen=True, slots=True)
class Parties:
    """`table`: the [notify] of an environment file that tells all three."""

    slack: Slack
    pagerduty: PagerDuty
    letters: Letters
    table: str


@contextmanager
def parties(folder: Path) -> Iterator[Parties]:
    """All three, listening; their secrets lie in `folder`."""
    with ports.port() as port:
        yield from _listening(folder, port)


def _listening(folder: Path, port: int) -> Iterator[Parties]:
    slack, pagerduty, letters = Slack(), PagerDuty(), Letters()
    for server in (slack, pagerduty):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    mail = Controller(letters, hostname="127.0.0.1", port=port)
    mail.start()
    for name, secret in (("slack", slack.webhook), ("pagerduty", KEY)):
        (folder / name).write_text(secret, "utf-8")
        (folder / name).chmod(0o600)
    given = {
        "slack": f"file:{folder / 'slack'}", "pagerduty": f"file:{folder / 'pagerduty'}", "pagerduty_at": pagerduty.address,
        "mail": f"smtp://127.0.0.1:{port}", "mail_from": "runbook@example.com", "mail_to": "on-call@example.com",
    }  # fmt: skip
    table = "[notify]\n" + "".join(f'{name} = "{value}"\n' for name, value in given.items())
    try:
        yield Parties(slack, pagerduty, letters, table)
    finally:
        mail.stop()
        for server in (slack, pagerduty):
            server.over.set()
            server.shutdown()
            server.server_close()

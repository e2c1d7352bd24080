"""Sends a mail to the address of a person, which is opened here; whoever was erased a moment ago gets none."""

from __future__ import annotations

from uuid import UUID

from creditai.errors import NotFound
from creditai.flows.sign_up import place
from creditai.people.mails import Mail
from creditai.store.encryption import unseal_text
from creditai.wiring import Wiring


def send_mail(wiring: Wiring, owner: UUID, sealed: bytes, mail: Mail) -> None:
    """`sealed`: the address as it is kept. A job whose person is gone has nothing to do, and has not failed."""
    try:
        key = wiring.keys.of(owner)
    except NotFound:
        return
    wiring.post.send(unseal_text(key, sealed, place("address", owner)), mail.subject, mail.text)

"""E-mail addresses: one spelling for looking up, and a digest by which a stored one is found without reading it."""

from __future__ import annotations

import base64
import binascii
import hmac
import unicodedata

from email_validator import EmailNotValidError, validate_email

from creditai.errors import Invalid, WrongUsage
from creditai.settings import Secret

LONGEST = 254


def read_address(text: str) -> str:
    """The address as it is written to; Invalid when it cannot be one. Nothing is asked of the network."""
    try:
        found = validate_email(text.strip()[: LONGEST + 1], check_deliverability=False)
    except EmailNotValidError:
        raise Invalid(
            "This is no e-mail address that can be written to; correct it.", "/body/address"
        ) from None
    return found.normalized


def address_digest(pepper: Secret, address: str) -> bytes:
    """The blind index: without the pepper nobody tells from it whether an address is here. Case does not count, and
    nothing else is one: letters that merely look alike or fold together may be another's mailbox."""
    same = unicodedata.normalize("NFC", address).lower()
    return hmac.digest(_key(pepper), b"address:" + same.encode(), "sha256")


def _key(pepper: Secret) -> bytes:
    try:
        return base64.b64decode(pepper.reveal(), validate=True)
    except binascii.Error:
        raise WrongUsage(
            "CREDITAI_PEPPER is not base64; `creditai settings new-secrets` prints one."
        ) from None

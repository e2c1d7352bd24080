"""Passkeys (WebAuthn): what a browser is asked, and whether what it shows is right. Pure.

Asked is always a credential that the authenticator finds by itself (so no question names a person) and that its holder
unlocked by finger, face or PIN. Counting uses and spending challenges is the flows' part.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from creditai.settings import Settings

Shown = Mapping[str, Any]
"""What `PublicKeyCredential.toJSON()` gives."""
WAIT_MS = 120_000
"""How long a browser should let its holder look for the authenticator."""


@dataclass(frozen=True, slots=True)
class Site:
    """For whom a passkey is made. `id`: the host name, which authenticators keep; `origin`: where it may be shown."""

    id: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """`uses`: the authenticator's counter; always nought where it does not count."""

    credential: bytes
    public_key: bytes
    uses: int


def site_of(settings: Settings) -> Site:
    known = urlsplit(settings.address)
    return Site(known.hostname or "", f"{known.scheme}://{known.netloc}".lower())


def asked_to_make(
    site: Site, owner: UUID, address: str, challenge: bytes, there: Sequence[bytes]
) -> dict[str, Any]:
    """For `navigator.credentials.create`. `there`: the credentials that the person has; none is made twice."""
    asked = webauthn.generate_registration_options(
        rp_id=site.id,
        rp_name="CreditAI",
        user_id=owner.bytes,
        user_name=address,
        challenge=challenge,
        timeout=WAIT_MS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in there],
    )
    return _plain(webauthn.options_to_json(asked))


def asked_to_show(site: Site, challenge: bytes) -> dict[str, Any]:
    """For `navigator.credentials.get`; it names no credential and no person."""
    asked = webauthn.generate_authentication_options(
        rp_id=site.id,
        challenge=challenge,
        timeout=WAIT_MS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(webauthn.options_to_json(asked))


def challenge_of(shown: Shown) -> bytes | None:
    """What was signed, as it says; None when it says nothing that can be read, or comes out of another site's frame."""
    try:
        told = parse_client_data_json(base64url_to_bytes(shown["response"]["clientDataJSON"]))
    except Exception:  # hostile bytes in a parser that is not ours: whatever it raises, they are none of ours
        return None
    return None if told.cross_origin else told.challenge


def credential_of(shown: Shown) -> bytes:
    """The credential that it names; nothing for what is no base64."""
    try:
        return base64url_to_bytes(shown["rawId"])
    except ValueError:
        return b""


def read_new(site: Site, shown: Shown, challenge: bytes) -> NewPasskey | None:
    """None when it is not made for this site and challenge, or its holder was not verified."""
    try:
        made = webauthn.verify_registration_response(
            credential=dict(shown),
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception:  # as in `challenge_of`
        return None
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def read_uses(site: Site, shown: Shown, challenge: bytes, owner: UUID, public_key: bytes) -> int | None:
    """The authenticator's counter when the signature is right, for this site and challenge, by the passkey of `owner`,
    whose holder was verified; else None. The caller looks whether the counter grew."""
    try:
        if base64url_to_bytes(shown["response"]["userHandle"]) != owner.bytes:
            return None
        found = webauthn.verify_authentication_response(
            credential=dict(shown),
            expected_challenge=challenge,
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception:  # as in `challenge_of`
        return None
    return found.new_sign_count


def _plain(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    return told

"""A passkey's authenticator in software: real keys (EC P-256), real CBOR, real signatures, attestation `none`.

It does what a browser and its authenticator do together: takes `options` as a site gives them, and gives what
`PublicKeyCredential.toJSON()` gives. What it says can be bent (`origin`, `counts`, ...), so that tests can lie with
right signatures.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(slots=True)
class Authenticator:
    """One credential. `origin`: the page that the browser says it is on. `uses`: the counter; it stays nought where
    `counts` is false. `verifies`: whether its holder unlocked it."""

    origin: str = "http://127.0.0.1:8000"
    site: str | None = None
    uses: int = 0
    counts: bool = True
    verifies: bool = True
    framed: bool = False
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    holder: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """`navigator.credentials.create`."""
        self.holder = decoded(options["user"]["id"])
        told = self._client("webauthn.create", options["challenge"])
        length = len(self.credential).to_bytes(2, "big")
        attested = bytes(16) + length + self.credential + self._public()
        data = self._data(options["rp"]["id"], _ATTESTED) + attested
        sealed = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._given({"clientDataJSON": encoded(told), "attestationObject": encoded(sealed)})

    def show(self, options: dict[str, Any]) -> dict[str, Any]:
        """`navigator.credentials.get`."""
        self.uses += self.counts
        told = self._client("webauthn.get", options["challenge"])
        data = self._data(options["rpId"], 0)
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._given(
            {
                "clientDataJSON": encoded(told),
                "authenticatorData": encoded(data),
                "signature": encoded(signature),
                "userHandle": encoded(self.holder),
            }
        )

    def _given(self, response: dict[str, str]) -> dict[str, Any]:
        name = encoded(self.credential)
        return {
            "id": name, "rawId": name, "type": "public-key", "response": response,
            "authenticatorAttachment": "platform", "clientExtensionResults": {},
        }  # fmt: skip

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.framed}
        return json.dumps(told).encode()

    def _data(self, site: str, more: int) -> bytes:
        flags = _PRESENT | (_VERIFIED if self.verifies else 0) | more
        known = hashlib.sha256((self.site or site).encode()).digest()
        return known + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _public(self) -> bytes:
        """COSE: kty EC2, alg ES256, crv P-256."""
        point = self.key.public_key().public_numbers()
        return cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        )

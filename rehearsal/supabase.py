"""A stand-in for Supabase Auth: publishes keys, signs real tokens with them, and with others that it does not publish.

provider = Provider(); provider.url; provider.token("subject", email="..."); provider.rotate(); provider.stop()
"""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from rehearsal.party import Party


class _Door(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        known = self.path == "/auth/v1/.well-known/jwks.json"
        self.send_response(200 if known else 404)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.published() if known else {}).encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing is printed."""


class Provider(Party):
    """One project, on a port of 127.0.0.1 that the kernel picks."""

    def __init__(self) -> None:
        super().__init__(0, _Door)
        self._keys: dict[str, ec.EllipticCurvePrivateKey] = {}
        self.rotate()
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.url = self.address

    def stop(self) -> None:
        self.shutdown()
        self.server_close()

    def rotate(self) -> None:
        """A new key signs; the one before stays published."""
        self._current = uuid4().hex
        self._keys[self._current] = ec.generate_private_key(ec.SECP256R1())

    def published(self) -> dict[str, Any]:
        algorithm = jwt.algorithms.ECAlgorithm
        keys = {kid: json.loads(algorithm.to_jwk(key.public_key())) for kid, key in self._keys.items()}
        return {"keys": [{**key, "kid": kid, "alg": "ES256", "use": "sig"} for kid, key in keys.items()]}

    def token(self, subject: str, *, wrong_key: bool = False, confirmed: bool = True, **claims: Any) -> str:
        """An access token as Supabase makes them; `wrong_key`: signed by somebody else under our key's id."""
        key = ec.generate_private_key(ec.SECP256R1()) if wrong_key else self._keys[self._current]
        told = {
            "iss": f"{self.url}/auth/v1", "aud": "authenticated", "sub": subject, "exp": int(time.time()) + 300,
            "role": "authenticated", "user_metadata": {"email_verified": confirmed}, **claims,
        }  # fmt: skip
        return jwt.encode(told, key, algorithm="ES256", headers={"kid": self._current})

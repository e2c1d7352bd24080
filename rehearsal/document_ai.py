"""Google Document AI, as far as we call it: `python -m rehearsal.document_ai --port 0` prints its address and serves.

Speaks `POST /v1/projects/P/locations/L/processors/ID:process` of version 1 in the shape of a recorded answer: text,
pages with their dimension, tokens with text anchors (a start of 0 left out, numbers as strings), normalised corners (a
coordinate of 0 left out) and confidence. It does not recognise anything: it answers the words that it was given.
A token that is no RS256 JWT for its own address is 401.

    POST /rehearsal/words    [[text, x0, y0, x1, y1], ...] in shares of the page: what it answers from now on
    POST /rehearsal/faults   {"mode": "well" | "error" | "hang" | "slow" | "garbage" | "refuse", "times": 3}
    GET  /rehearsal/asked    how often it was asked, and how large the pictures were
"""

from __future__ import annotations

import base64
import json
import re
import struct
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from rehearsal.party import Party, alone

_PATH = re.compile(r"/v1/projects/[\w-]+/locations/[a-z0-9-]+/processors/[\w-]+:process")
HANG_SECONDS, SLOW_SECONDS = 3600.0, 2.0
_CONFIDENCE = 0.97


class Town(Party):
    """What it was told and asked."""

    def __init__(self, port: int) -> None:
        super().__init__(port, _Door)
        self.words: list[list[Any]] = []
        self.asked: list[int] = []


def service_account() -> str:
    """A key as Google writes them, new each time."""
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    told = {"client_email": "ocr@sample.example", "private_key": key.decode(), "private_key_id": "k1"}
    return json.dumps(told)


class _Door(BaseHTTPRequestHandler):
    server: Town
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(200, {"asked": len(self.server.asked), "bytes": self.server.asked})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/rehearsal/words":
            self.server.words = json.loads(body)
            self._answer(200, {})
        elif self.path == "/rehearsal/faults":
            told = json.loads(body)
            self.server.mode, self.server.times = told["mode"], told.get("times", 1_000_000)
            self._answer(200, {})
        elif _PATH.fullmatch(self.path):
            self._process(body)
        else:
            self._refuse(404, "NOT_FOUND", "Requested entity was not found.")

    def _process(self, body: bytes) -> None:
        png = base64.b64decode(json.loads(body)["rawDocument"]["content"])
        self.server.asked.append(len(png))
        if not self._signed():
            self._refuse(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
            return
        fault = self.server.fault()
        if fault == "hang":
            self.server.over.wait(HANG_SECONDS)
        elif fault == "slow":
            time.sleep(SLOW_SECONDS)
        if fault == "error":
            self._refuse(503, "UNAVAILABLE", "The service is currently unavailable.")
        elif fault == "refuse":
            self._refuse(403, "PERMISSION_DENIED", "Permission denied.")
        elif fault == "garbage":
            self._send(200, b'{"document": {"pages": [{"dimension": {}}]}}')
        elif fault != "hang":
            self._answer(200, {"document": _document(self.server.words, *struct.unpack(">II", png[16:24]))})

    def _signed(self) -> bool:
        """A JWT in three parts, RS256, for this address, not over. Whose key signed it is not looked at."""
        try:
            head, claims, signature = self.headers["Authorization"].removeprefix("Bearer ").split(".")
            told = json.loads(_part(claims))
            return (
                json.loads(_part(head))["alg"] == "RS256" and told["aud"] == f"{self.server.address}/"
                and told["iss"] == told["sub"] and told["exp"] > time.time() and len(_part(signature)) >= 256
            )  # fmt: skip
        except (AttributeError, ValueError, KeyError, TypeError):
            return False

    def _refuse(self, status: int, word: str, message: str) -> None:
        self._answer(status, {"error": {"code": status, "message": message, "status": word}})

    def _answer(self, status: int, body: Any) -> None:
        self._send(status, json.dumps(body).encode())

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *told: Any) -> None:
        """Says nothing: what it is sent is a person's report."""


def _part(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _document(words: list[list[Any]], width: int, height: int) -> dict[str, Any]:
    text, tokens = "", []
    for word, x0, y0, x1, y1 in words:
        segment = {"endIndex": str(len(text) + len(word) + 1)}
        if text:
            segment["startIndex"] = str(len(text))
        text += f"{word} "
        corners = [_corner(x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        layout = {
            "textAnchor": {"textSegments": [segment]}, "confidence": _CONFIDENCE,
            "boundingPoly": {"normalizedVertices": corners}, "orientation": "PAGE_UP",
        }  # fmt: skip
        tokens.append({"layout": layout, "detectedBreak": {"type": "SPACE"}})
    dimension = {"width": float(width), "height": float(height), "unit": "pixels"}
    return {
        "text": text,
        "mimeType": "image/png",
        "pages": [{"pageNumber": 1, "dimension": dimension, "tokens": tokens}],
    }


def _corner(x: float, y: float) -> dict[str, float]:
    return {name: value for name, value in (("x", x), ("y", y)) if value}


def main() -> None:
    alone(__doc__, Town, lambda town: town.address)


if __name__ == "__main__":
    main()

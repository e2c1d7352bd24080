"""The stand-in for Google Document AI joins a machine of the real application: a processor, a service account, an address.

The next release takes it. A page goes there only of people who agreed to that, and of their pictures.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from rehearsal.document_ai import Town
from rehearsal.machine import Machine

_PROCESSOR = "projects/rehearsal/locations/us/processors/ocr"


@contextmanager
def recogniser() -> Iterator[Town]:
    """It listens for the length of the block."""
    town = Town(0)
    threading.Thread(target=town.serve_forever, daemon=True).start()
    try:
        yield town
    finally:
        town.over.set()
        town.shutdown()
        town.server_close()


def connect(made: Machine, town: Town) -> None:
    """With a key as Google writes them, made for this rehearsal."""
    made.tell(
        {"document_ai": _PROCESSOR, "document_ai_endpoint": town.address}, {"document_ai_key": _account()}
    )


def _account() -> str:
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    told = {"client_email": "ocr@sample.example", "private_key": key.decode(), "private_key_id": "rehearsed"}
    return json.dumps(told)

"""The stand-in for Google Document AI joins a machine of the real application: a processor, a service account, an address.

The next release takes it. A page goes there only of people who agreed to that, and of their pictures.
"""

from __future__ import annotations

from rehearsal.document_ai import Town, service_account
from rehearsal.machine import Machine

_PROCESSOR = "projects/rehearsal/locations/us/processors/ocr"


def connect(made: Machine, town: Town) -> None:
    """With a key as Google writes them, made for this rehearsal."""
    made.tell(
        {"document_ai": _PROCESSOR, "document_ai_endpoint": town.address},
        {"document_ai_key": service_account()},
    )

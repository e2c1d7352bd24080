"""S3 for a test: the stand-in that checks signatures, and the environment that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rehearsal.party import listening
from rehearsal.s3 import KEY, SECRET, Town


@contextmanager
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """`s3://` leads to it for the length of the block; what hangs in it ends with the block."""
    with listening(Town(0)) as made:
        told = {
            "ACCESS_KEY_ID": KEY,
            "SECRET_ACCESS_KEY": SECRET,
            "REGION": "us-east-1",
            "ENDPOINT": made.address,
        }
        for name, value in told.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        yield made

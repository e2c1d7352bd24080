"""What a release carries to be tried with is what its code reads."""

from __future__ import annotations

import json

from tests import expected


def test_the_expectation_beside_the_samples_is_what_is_read_from_them() -> None:
    told = json.loads(expected.FILE.read_text("utf-8"))
    assert told == expected.told(), "look at it, then `python -m tests.expected`"
    assert all(len(each["accounts"]) > 5 and each["rules"] for each in told.values())

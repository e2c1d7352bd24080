"""The tests' record: a file that a run leaves out because all of it is slow is told from one that was forgotten."""

from __future__ import annotations

import pytest

from tests.record import only_slow

FAST, SLOW = "def test_a():\n    pass\n", "@pytest.mark.slow\ndef test_b():\n    pass\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (FAST, False),
        (SLOW, True),
        (FAST + SLOW, False),
        ("@pytest.mark.timeout(9)\n" + SLOW, True),
        ("x = 1\n", False),
    ],
)
def test_whether_all_of_a_file_is_slow(source: str, expected: bool) -> None:
    assert only_slow(source) is expected

"""A number and its noun agree."""

from __future__ import annotations

from typing import Any

import pytest

from runbook.cli.release._status import as_text
from runbook.counting import counted
from runbook.database.fingerprint import differences


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1000, "1000 entries")]
)
def test_a_noun_agrees_with_its_number(number: int, said: str) -> None:
    assert counted(number, "entry", "entries") == said


def test_a_status_and_a_comparison_say_one_of_one() -> None:
    side = {"release": "a" * 64, "web": "running", "workers": "running", "connections": 1}
    told: dict[str, Any] = {
        "environment": "e",
        "edge": "a",
        "live": "blue",
        "release": "a",
        "colours": {"blue": side},
        "lacks": [],
    }
    assert as_text({**told, "unknown": {}, "at_work": None, "unfinished": None}).endswith(", 1 connection")
    (more,) = differences({"rows": {"public.a": [1, "x"]}}, {"rows": {"public.a": [2, "y"]}})
    (other,) = differences({"rows": {"public.a": [1, "x"]}}, {"rows": {"public.a": [1, "y"]}})
    assert "2 rows; it had 1" in more or "1 row; it had 2" in more
    assert other.endswith("its 1 row")

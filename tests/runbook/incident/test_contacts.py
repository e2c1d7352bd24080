"""Whom to call is known for every day, and a placeholder is no telephone number."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from runbook.errors import BadEnvironment
from runbook.incident.contacts import load, read

_SUPPORT = {"name": "Example Hosting", "phone": "+1 555-0150", "contract": "C-1"}
GOOD: dict[str, Any] = {
    "rotation": {"starts": "2026-01-05", "order": ["dana", "sam", "lee"], "escalation": "robin"},
    "people": {
        name: {
            "name": f"{name.title()} Sample",
            "phone": f"+1 555-01{number:02d}",
            "mail": f"{name}@example.com",
        }
        for number, name in enumerate(("dana", "sam", "lee", "robin"))
    },
    "outside": {"infrastructure": _SUPPORT, "database": _SUPPORT, "cdn": _SUPPORT},
}


def test_everybody_has_a_week_in_turn_and_the_next_one_is_second() -> None:
    contacts = read(GOOD, "x")
    for week in range(12):
        for day in (0, 6):
            found = contacts.on(date(2026, 1, 5) + timedelta(days=7 * week + day))
            assert found.primary == contacts.order[week % 3]
            assert found.secondary == contacts.order[(week + 1) % 3]
            assert found.escalation.name == "Robin Sample"
    assert contacts.on(date(2025, 12, 31)).primary == contacts.order[-1]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("people", "dana", "phone"), "[Phone]", "placeholder"),
        (("people", "dana", "phone"), "call me", "telephone"),
        (("people", "dana", "mail"), "dana", "address"),
        (("outside", "cdn", "phone"), "[Support Number]", "placeholder"),
        (("rotation", "order"), ["dana"], "two people"),
        (("rotation", "order"), ["dana", "nobody"], "nobody"),
        (("rotation", "starts"), "soon", "does not fit"),
        (("outside",), {}, "infrastructure"),
    ],
)
def test_what_is_open_or_wrong_is_named(path: tuple[str, ...], value: object, told: str) -> None:
    spoilt = copy.deepcopy(GOOD)
    place = spoilt
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises(BadEnvironment, match=told):
        read(spoilt, "x")


def test_a_file_that_is_not_there_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(BadEnvironment, match=r"contacts/example\.toml"):
        load(tmp_path / "contacts.toml")
    (tmp_path / "bad.toml").write_text("[")
    with pytest.raises(BadEnvironment, match="TOML"):
        load(tmp_path / "bad.toml")

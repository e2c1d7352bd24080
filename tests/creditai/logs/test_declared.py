"""An event that is logged somewhere and declared nowhere would be replaced in production: it fails here."""

from __future__ import annotations

import ast
from pathlib import Path

from creditai.logs.events import EVENTS

ROOM = Path(__file__).parents[3] / "creditai"
_LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
_OWN = {"foreign", "unproven", "crashed"}


def logged() -> dict[str, str]:
    """Event -> where: first argument of each `log.<level>(...)` of the product."""
    found = {}
    for path in sorted(ROOM.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "log." in text else ():
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in _LEVELS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "log"
            ):
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{path.name}:{node.lineno}: an event is a plain word"
                found[str(first.value)] = f"{path.name}:{node.lineno}"
    return found


def test_every_event_that_is_logged_is_declared() -> None:
    assert {event: place for event, place in logged().items() if event not in EVENTS} == {}


def test_every_declared_event_is_told() -> None:
    assert all(told.endswith(".") for told in EVENTS.values())
    assert set(EVENTS) >= _OWN

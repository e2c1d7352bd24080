"""What a restore would lose, and what comes back, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runbook.counting import counted


def as_text(lost: Mapping[str, Any]) -> str:
    """Rows are counted by table, so that one that came and one that went are seen by the contents alone."""
    said = f"The backup is {counted(lost['seconds'], 'second')} old. Rows that would be lost: {lost['rows']} ({_rows(lost['by_table'])})."
    if lost["come_back"]:
        said += f" Rows that come back: {sum(lost['come_back'].values())} ({_rows(lost['come_back'])})."
    if lost["changed"]:
        tables = ", ".join(map(_table, lost["changed"]))
        said += f" As they are now they are not in the backup: rows of {tables}."
    return said


def rows(count: int) -> str:
    return counted(count, "row")


def _rows(by_table: Mapping[str, int]) -> str:
    return ", ".join(f"{count} of {_table(name)}" for name, count in by_table.items()) or "none"


def _table(name: str) -> str:
    return name.removeprefix("public.")

"""Pure rooms are told what day it is; none asks the machine, so that what they say tonight they say tomorrow."""

from __future__ import annotations

import ast
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.house.tree import ROOT, modules

ASKED = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
         ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")}  # fmt: skip


def asks(code: str) -> list[int]:
    """Lines in which the machine is asked for the day or the hour."""
    found = [each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.Attribute)]
    return [each.lineno for each in found if (_name(each.value), each.attr) in ASKED]


def _name(of: ast.expr) -> str:
    return of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""


def pure() -> list[Path]:
    """Modules of the rooms that the import contract calls pure."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    rooms = [
        Path(*each.split(".")) for each in contracts["importlinter:contract:pure"]["source_modules"].split()
    ]
    ours = modules("creditai")
    return [
        path for path in ours if any(room == path.with_suffix("") or room in path.parents for room in rooms)
    ]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("datetime.now(UTC)", [1]), ("x = 1\nday = date.today()", [2]), ("dt.datetime.utcnow()", [1]),
        ("sorted(names, key=time.time)", [1]), ("clock.now()", []), ("parts.today(standing)", []),
    ],
)  # fmt: skip
def test_the_search_knows_who_asks(code: str, lines: list[int]) -> None:
    assert asks(code) == lines


def test_no_pure_room_asks_what_day_it_is() -> None:
    rooms = pure()
    assert len(rooms) > 200
    guilty = [f"{path}:{line}" for path in rooms for line in asks((ROOT / path).read_text("utf-8"))]
    assert guilty == []

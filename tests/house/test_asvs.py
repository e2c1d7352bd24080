"""The table of the security standard is whole, and the tests that it names are there."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.house.tree import ROOT

LEVEL_2 = {
    "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 5, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4,
    "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1,
    "4.1": 4, "4.2": 2, "4.3": 3,
    "12.1": 3, "12.2": 1, "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1,
    "13.1": 4, "13.2": 5, "13.3": 2, "13.4": 2,
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of ASVS 4.0.3 has, of the chapters V2, V3, V4, V12, V13."""
_LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| (none|`[^`|]+`) \|$", re.MULTILINE)
PAGE = (ROOT / "docs/asvs.md").read_text("utf-8")
LINES = _LINE.findall(PAGE)


@cache
def _names(path: str) -> frozenset[str]:
    """Every test of a file."""
    tree = ast.parse((ROOT / "tests/creditai" / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_requirement_has_one_line() -> None:
    numbers = [number for number, *_ in LINES]
    assert len(numbers) == len(set(numbers)) == len(re.findall(r"^\| \d", PAGE, re.MULTILINE))
    counted = {section: sum(n.rpartition(".")[0] == section for n in numbers) for section in LEVEL_2}
    assert counted == LEVEL_2


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line[0]))
def test_each_names_a_test_that_exists_or_says_that_it_is_not_met(line: tuple[str, str, str, str]) -> None:
    _, _, how, told = line
    if told == "none":
        assert how.startswith("not met")
        return
    path, _, name = told.strip("`").partition("::")
    assert name in _names(path)

"""The law's numbers stand in one table: no rule carries one of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import creditai.rules
from creditai.law import numbers
from creditai.law.numbers import Figure

FILES = sorted(p for p in Path(creditai.rules.__file__).parent.glob("*.py") if p.name != "__init__.py")
FIGURES = {
    int(f.value)
    for f in vars(numbers).values()
    if isinstance(f, Figure) and isinstance(f.value, int | Decimal)
}
INNOCENT = {1, 2, 4, 5, 6, 100}
"""Steps, indexes and the hundred of a percentage."""


def written(tree: ast.AST) -> Iterator[int]:
    """Whole numbers in the code of a rule, its examples apart."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "examples" for t in node.targets
        ):
            continue
        if isinstance(node, ast.Constant) and type(node.value) is int:
            yield node.value
        yield from written(node)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_rule_takes_its_numbers_from_the_table(file: Path) -> None:
    assert set(written(ast.parse(file.read_text("utf-8")))) & (FIGURES - INNOCENT) == set()

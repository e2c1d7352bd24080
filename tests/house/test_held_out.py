"""The held-out prints measure the reader of layouts never seen: nobody but the accuracy run may look at them."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
HELD_OUT = "tests.corpus.held_out"
ALLOWED = ("tests/corpus/held_out/", "tests/accuracy/")


def imported(source: str) -> set[str]:
    """Every module that `source` names in an import, `from a import b` as both `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_only_the_accuracy_run_imports_what_is_held_out() -> None:
    looked_at, guilty = 0, []
    for folder in ("creditai", "tests", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            looked_at += 1
            if not place.startswith(ALLOWED) and any(
                n.startswith(HELD_OUT) for n in imported(path.read_text(encoding="utf-8"))
            ):
                guilty.append(place)
    assert looked_at > 20
    assert guilty == []


def test_the_product_imports_no_test() -> None:
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "creditai").rglob("*.py"))
        if any(n == "tests" or n.startswith("tests.") for n in imported(path.read_text(encoding="utf-8")))
    ]
    assert guilty == []


def test_an_import_is_seen_however_it_is_written() -> None:
    assert HELD_OUT in imported(f"import {HELD_OUT}")
    assert f"{HELD_OUT}.atlas" in imported(f"def f():\n    from {HELD_OUT} import atlas")
    assert HELD_OUT in imported("from tests.corpus import held_out")

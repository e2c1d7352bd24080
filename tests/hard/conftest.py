"""SHARD=i/n: the i-th of n parts of this folder. A test that divides its own work by it is in each part."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OWN = frozenset({"test_killed_worker.py"})
"""They take their share of kills and uploads."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    shard, shards = (int(part) for part in os.environ.get("SHARD", "1/1").split("/"))
    divided = [each for each in items if each.path.parent == HERE and each.path.name not in OWN]
    left = [each for number, each in enumerate(divided) if number % shards != shard - 1]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [each for each in items if each not in left]

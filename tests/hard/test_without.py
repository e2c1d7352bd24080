"""Every defence was seen to fail: with it switched off, its test fails by what it asserts, not by an accident."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hard.without import DEFENCES

ROOT = Path(__file__).parents[2]
DECIDED = ("AssertionError", "DID NOT RAISE", "assert ", "Unavailable")


@pytest.mark.long
def test_each_names_a_test_that_there_is() -> None:
    """Said by the tests that everybody runs: one that was named anew would be missed under `make hard` alone."""
    named = sorted({each.test for each in DEFENCES.values()})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider"]
    told = subprocess.run([*command, *named], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout[-2000:] + told.stderr[-1000:]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", DEFENCES)
def test_without_it_its_test_fails(name: str) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "tests.hard.without", "--without", name]
    told = subprocess.run(
        [*command, "-x", "-n", "0", "--tb=short", "-p", "no:cacheprovider", DEFENCES[name].test],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 1, f"{DEFENCES[name].what} Without it: {told.returncode}\n{told.stdout[-3000:]}"
    assert "failed" in told.stdout or "FAILED" in told.stdout
    errors = [line for line in told.stdout.splitlines() if line.startswith("E  ")]
    assert any(word in line for line in errors for word in DECIDED), told.stdout[-3000:]
    assert "ERROR" not in told.stdout.partition("short test summary")[2], "it did not come as far as its test"

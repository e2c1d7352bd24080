"""A layout comes with a sample of an invented person and with what somebody saw is rightly read from it."""

from __future__ import annotations

import os
import subprocess

import pytest

from creditai.layouts import every_layout
from tests import golden
from tests.house.tree import ROOT, tracked

LAYOUTS = sorted(every_layout())
HOW = "docs/how-to/add-a-layout.md, step 3"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_has_a_sample_and_an_expectation(layout: str) -> None:
    sample = golden.sample_of(layout)
    assert sample is not None, f"{layout} has no sample: {HOW}"
    assert (sample.parent / golden.EXPECTED).is_file(), f"{layout} has no {golden.EXPECTED}: {HOW}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_proposal_waits_to_be_looked_at(layout: str) -> None:
    proposed = golden.FOLDER / layout / golden.PROPOSED
    assert not proposed.exists(), (
        f"lay {proposed} beside its sample; when it is true, mv it to {golden.EXPECTED}"
    )


def test_every_folder_of_a_sample_is_a_layouts() -> None:
    assert {path.parent.name for path in golden.FOLDER.glob("*/sample.*")} == set(LAYOUTS)


@pytest.mark.skipif(
    not os.environ.get("CI"), reason="whoever changes an expectation has not committed it yet"
)
def test_under_ci_expectations_are_the_committed_ones() -> None:
    """One that was made anew in the same run was looked at by nobody."""
    if not (ROOT / ".git").exists():
        pytest.skip("an unpacked archive has no commits")
    own = [str(path) for path in tracked() if path.is_relative_to(golden.FOLDER.relative_to(ROOT))]
    told = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all", "--", str(golden.FOLDER)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert own
    assert told.stdout == ""

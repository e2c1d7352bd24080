"""Each layout's sample: no other layout claims it, and what is read from it is what somebody looked at."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from creditai import layouts
from tests import golden

LAYOUTS = sorted(layouts.every_layout())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_this_layout_says_yes_to_it_and_every_other_says_no(layout: str) -> None:
    sample = golden.sample_of(layout)
    assert sample is not None, f"{layout} has no sample: docs/how-to/add-a-layout.md, step 3"
    document = golden.document_of(sample)
    yes = [name for name, one in layouts.every_layout().items() if one.recognises(document)]
    assert yes == ([] if layout == layouts.UNSEEN else [layout])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_reads_what_is_expected(layout: str) -> None:
    sample = golden.sample_of(layout)
    assert sample is not None
    expected = json.loads((sample.parent / golden.EXPECTED).read_text("utf-8"))
    assert golden.told(sample) == expected, f"make golden LAYOUT={layout} writes what is read now beside it"


def test_what_is_read_is_proposed_and_only_a_person_makes_it_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(golden.FOLDER / "unseen", tmp_path / "unseen")
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    expected, proposed = (tmp_path / "unseen" / name for name in (golden.EXPECTED, golden.PROPOSED))
    looked_at = expected.read_text("utf-8")
    expected.write_text(looked_at.replace("2026", "2027", 1), "utf-8")
    assert "look at" in golden.propose("unseen")
    assert (proposed.read_text("utf-8"), expected.read_text("utf-8") != looked_at) == (looked_at, True)
    proposed.replace(expected)
    assert golden.propose("unseen") == "reads as expected"
    assert not proposed.exists()


def test_none_is_made_under_ci(capsys: pytest.CaptureFixture[str]) -> None:
    assert golden.main(["unseen"], {"CI": "true"}) == 1
    assert "not under CI" in capsys.readouterr().err

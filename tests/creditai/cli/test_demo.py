"""The first run: five invented reports in, findings and letters out, by the same code as a person's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from creditai import cli
from creditai.documents import read


def test_the_demo_reads_finds_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert cli.main(["demo", "--folder", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Paid, yet a balance is owed\tEXAMPLE MOTOR CREDIT" in out
    letters = sorted((folder / "workspace" / "letters").glob("*.pdf"))
    assert [path.stem.partition("-")[0] for path in letters] == ["equifax", "experian", "transunion"]
    for path in letters:
        words = " ".join(word.text for page in read(path.read_bytes()).pages for word in page.words)
        assert "Dana Q. Sample" in words
    page = (folder / "findings.html").read_text(encoding="utf-8")
    assert page.count("data:image/png") >= 10
    assert str(tmp_path) not in page
    assert cli.main(["status", "--workspace", str(folder / "workspace")]) == 0
    told = capsys.readouterr().out
    assert told.index("confirmed") < told.index("September 1, 2026  printed")
    assert "September 1, 2026  confirmed" in told  # the person of the demo lives on one day


def test_a_second_run_makes_it_anew_and_leaves_strangers_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "mine.txt").write_text("keep", encoding="utf-8")
    assert cli.main(["demo", "--folder", str(folder)]) == 2
    assert os.listdir(folder) == ["mine.txt"]
    assert "is not a demo's" in capsys.readouterr().err

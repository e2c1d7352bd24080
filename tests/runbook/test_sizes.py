"""A release is weighed part by part, and one that is over its budget is said to be, with what and by how much."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from runbook import cli
from runbook.artefact import Manifest, file
from runbook.environments import Environment
from runbook.sizes import as_text, weight


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An artefact of two parts, with its manifest."""
    made = tmp_path / "artefact"
    (made / "bin").mkdir(parents=True)
    (made / "bin" / "creditai").write_text("#!/bin/sh\n", "utf-8")
    (made / "bin" / "creditai").chmod(0o755)
    with ZipFile(made / "creditai-0.1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("creditai/rules/one.py", "x" * 3_000)
        archive.writestr("creditai/values.py", "x" * 500)
        archive.writestr("entry.py", "x" * 100)
    files = {p.relative_to(made).as_posix(): file(p) for p in made.rglob("*") if p.is_file()}
    told = Manifest(
        "creditai.artefact/1",
        "0.1.0",
        "c" * 40,
        "t" * 40,
        False,
        "2026-11-26T12:00:00+00:00",
        "0001",
        "creditai-0.1.0-py3-none-any.whl",
        files,
    )
    (made / "manifest.json").write_text(told.text, "utf-8")
    return made


def manifest(folder: Path) -> Manifest:
    from runbook.making import told

    return told(folder)


def site(tmp_path: Path) -> Path:
    """A package of two files that are there, and one that is listed and gone."""
    place = tmp_path / "site"
    info = place / "below-1.0.dist-info"
    info.mkdir(parents=True)
    (place / "below.py").write_text("x" * 9_000, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: below\nVersion: 1.0\n", "utf-8")
    (info / "RECORD").write_text("below.py,,\ngone.py,,\n", "utf-8")
    return place


def test_parts_are_weighed_the_biggest_first(folder: Path, tmp_path: Path) -> None:
    found = weight(
        folder, manifest(folder), site(tmp_path), Environment("test", tmp_path, "http://127.0.0.1:8000")
    )
    assert found.rooms == {"creditai/rules": 3_000, "creditai": 500, "entry.py": 100}
    assert next(iter(found.rooms)) == "creditai/rules"
    assert found.packages == {"below": 9_000}
    assert found.installed == 3_600 + 9_000
    assert found.artefact == sum(
        p.stat().st_size for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"
    )
    assert found.over == ()


def test_what_is_over_the_budget_is_named(folder: Path, tmp_path: Path) -> None:
    small = Environment(
        "test", tmp_path, "http://127.0.0.1:8000", budget_artefact=0.001, budget_installed=0.01
    )
    found = weight(folder, manifest(folder), site(tmp_path), small)
    assert [each.rpartition("(")[2] for each in found.over] == ["budget_artefact)", "budget_installed)"]
    assert "over the budget: the artefact has 0.0 MB" in as_text(found)


def test_what_is_not_installed_is_not_guessed(folder: Path, tmp_path: Path) -> None:
    tight = Environment("test", tmp_path, "http://127.0.0.1:8000", budget_installed=0.0)
    found = weight(folder, manifest(folder), None, tight)
    assert (found.installed, found.packages, found.over) == (None, {}, ())
    assert "not installed on this machine yet" in as_text(found)


def test_the_verbs_say_it_and_end_with_2_when_it_does_not_fit(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = tmp_path / "test.toml"
    environment.write_text(f'state = "{tmp_path / "s"}"\naddress = "http://127.0.0.1:8000"\n', "utf-8")
    words = [str(folder), "--environment", str(environment), "--json"]
    assert cli.main(["build", "analyze", *words]) == 0
    assert json.loads(capsys.readouterr().out)["rooms"]["creditai/rules"] == 3_000
    assert cli.main(["build", "verify", *words]) == 0
    assert json.loads(capsys.readouterr().out)["faults"] == []
    (folder / "bin" / "creditai").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    environment.write_text(environment.read_text("utf-8") + "budget_artefact = 0.0001\n", "utf-8")
    assert cli.main(["build", "analyze", *words]) == 2
    capsys.readouterr()
    assert cli.main(["build", "verify", *words]) == 2
    assert json.loads(capsys.readouterr().out)["faults"] == ["bin/creditai is not the file that was built"]
    assert cli.main(["build", "verify", str(tmp_path), *words[1:]]) == 2
    assert "was not built by `creditai release build`" in capsys.readouterr().err

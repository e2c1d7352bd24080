"""A release is built from what git has: the same bytes every time, nothing that is not committed unless it may be."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from runbook.artefact import faults, manifest, stale
from runbook.environments import Environment
from runbook.errors import CheckFailed, Locked, Refused
from runbook.journal import Journal
from runbook.making import Built, build, newest
from runbook.operating import Desk
from runbook.redaction import Redactor
from runbook.targets import target
from tests.runbook.sources import checkout


def desk(state: Path, **more: object) -> Desk:
    given = Environment("test", state, "http://127.0.0.1:8000", **more)  # type: ignore[arg-type]
    return Desk(given, target(given), Journal(state), Redactor(), "Dana")


def quiet(text: str) -> None:
    assert text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    sources = checkout(tmp_path_factory.mktemp("sources"))
    return sources, build(desk(tmp_path_factory.mktemp("state")), sources, quiet)


def git(sources: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=sources, capture_output=True, text=True, check=True).stdout


def test_an_artefact_says_what_it_is(made: tuple[Path, Built]) -> None:
    sources, first = made
    told = manifest(first.folder)
    assert told is not None
    assert first.folder.name == first.digest
    assert (told.commit, told.version, told.revision, told.dirty) == (
        git(sources, "rev-parse", "HEAD").strip(), "0.1.0", "0002", False,
    )  # fmt: skip
    assert set(told.files) == {
        "bin/creditai", "creditai-0.1.0-py3-none-any.whl", "requirements.txt", "workload.json",
    }  # fmt: skip
    assert faults(first.folder, told) == ()


@pytest.mark.parametrize(
    ("workload", "says"),
    [
        ('{"revision": "0002"}', ""),
        ('{"revision": "0001"}', "recorded at the schema 0001, and it is written for 0002"),
        ("{}", "recorded at the schema of an older time"),
        ("[", "carries no workload"),
        (None, "carries no workload"),
    ],
)
def test_a_workload_of_another_schema_is_told(
    made: tuple[Path, Built], tmp_path: Path, workload: str | None, says: str
) -> None:
    if workload is not None:
        (tmp_path / "workload.json").write_text(workload, "utf-8")
    found = stale(tmp_path, made[1].manifest)
    assert says in found
    assert bool(found) is bool(says)


def test_a_rollback_does_not_wait_for_a_build_and_two_builds_do_for_each_other(tmp_path: Path) -> None:
    at, sources = desk(tmp_path / "state"), checkout(tmp_path / "sources")
    with at.lease("deploy", 0.0):
        assert build(at, sources, quiet).digest
    began: list[str] = []

    def rolled_back(text: str) -> None:
        if not began:
            began.append(text)
            with at.lease("rollback", 0.0), pytest.raises(Locked, match="build"):
                build(at, sources, quiet)

    build(at, sources, rolled_back)
    assert began


def test_two_builds_of_one_commit_are_one_artefact(
    made: tuple[Path, Built], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, first = made
    elsewhere = tmp_path / "elsewhere"
    git(tmp_path, "clone", "-q", str(sources), str(elsewhere))
    for path in elsewhere.rglob("*.py"):
        path.chmod(0o600)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    at = desk(tmp_path / "state")
    second = build(at, elsewhere, quiet)
    assert second.digest == first.digest
    assert newest(at) == second.folder


def test_what_is_not_committed_refuses_a_build_unless_it_may_be_tried(
    made: tuple[Path, Built], tmp_path: Path
) -> None:
    sources, first = made
    (sources / "creditai" / "new.py").write_text("NEW = 1\n", "utf-8")
    try:
        with pytest.raises(
            CheckFailed, match=r"1 file differs from what is committed, creditai/new.py first"
        ):
            build(desk(tmp_path / "strict"), sources, quiet)
        loose = desk(tmp_path / "loose", waive={"clean-tree": "work in progress may be tried here"})
        tried = build(loose, sources, quiet)
        assert tried.changed == ("creditai/new.py",)
        assert tried.manifest.dirty
        assert tried.manifest.commit == first.manifest.commit
        assert tried.digest != first.digest
        assert git(sources, "status", "--porcelain") == "?? creditai/new.py\n"
    finally:
        (sources / "creditai" / "new.py").unlink()


def test_the_journal_knows_each_act_and_what_came_of_it(made: tuple[Path, Built]) -> None:
    journal = Journal(made[1].folder.parents[1])
    acts = [e.body["what"] for e in journal.entries(kind="done")]
    assert acts[1:4] == ["take the sources", "build the wheel", "gather the parts"]
    assert [e.body["digest"] for e in journal.entries(kind="built")] == [made[1].digest]
    assert not (made[1].folder.parent / "making").exists()


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no checkout that a release can be built from"):
        build(desk(tmp_path / "state"), tmp_path, quiet)
    with pytest.raises(Refused, match="No release was built"):
        newest(desk(tmp_path / "state"))


def test_a_build_that_fails_leaves_no_artefact(tmp_path: Path) -> None:
    sources = checkout(tmp_path / "sources", broken="this is no TOML [")
    with pytest.raises(Refused, match="build the wheel"):
        build(desk(tmp_path / "state"), sources, quiet)
    assert [p.name for p in (tmp_path / "state" / "artefacts").iterdir()] == ["making"]


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda folder: (folder / "requirements.txt").write_text("other", "utf-8"), "requirements.txt is not the file that was built"),
        (lambda folder: (folder / "workload.json").unlink(), "workload.json is missing"),
        (lambda folder: (folder / "more").write_text("x", "utf-8"), "more was not built"),
    ],
)  # fmt: skip
def test_a_changed_artefact_is_seen(
    made: tuple[Path, Built], tmp_path: Path, harm: object, fault: str
) -> None:
    import shutil

    copy = shutil.copytree(made[1].folder, tmp_path / "copy")
    harm(copy)  # type: ignore[operator]
    assert faults(copy, made[1].manifest) == (fault,)


def test_migrations_must_end_in_one_revision(tmp_path: Path) -> None:
    sources = checkout(tmp_path / "sources", revisions={"0003": "0001"})
    with pytest.raises(Refused, match="end in 0002, 0003; they must end in one revision"):
        build(desk(tmp_path / "state"), sources, quiet)


def test_a_manifest_that_is_not_understood_is_refused(made: tuple[Path, Built], tmp_path: Path) -> None:
    told = json.loads((made[1].folder / "manifest.json").read_text("utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps({**told, "schema": "creditai.artefact/9"}), "utf-8")
    with pytest.raises(Refused, match=r"creditai\.artefact/9"):
        manifest(tmp_path)
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    with pytest.raises(Refused, match="no manifest of a release"):
        manifest(tmp_path)

"""What was built is installed whole: it runs by itself, shares what it may, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from runbook.actions import Action, Command
from runbook.environments import Environment
from runbook.errors import Locked, Refused
from runbook.journal import Journal
from runbook.lease import acquire
from runbook.making import Built, build
from runbook.operating import Desk
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.targets import target
from runbook.targets.host import Host
from tests.runbook.sources import checkout

WAIVED = dict.fromkeys(
    ("clean-tree", "pushed", "branch", "tag", "certificate", "rehearsal", "backup"),
    "what is installed here is a trial",
)


def wheel(folder: Path, value: int) -> str:
    """A wheel of one module in `folder`; its digest."""
    folder.mkdir(exist_ok=True)
    path = folder / f"below-{value}.0-py3-none-any.whl"
    info = f"below-{value}.0.dist-info"
    with ZipFile(path, "w") as archive:
        archive.writestr("below.py", f"VALUE = {value}\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: below\nVersion: {value}.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    given = Environment("test", tmp_path / "state", "http://127.0.0.1:8000", waive=WAIVED)
    return Desk(given, target(given), Journal(tmp_path / "state"), Redactor(), "Dana")


def made(desk: Desk, folder: Path, digest: str, value: int = 1) -> Built:
    sources = checkout(folder, requirements=f"below=={value}.0 --hash=sha256:{digest}\n")
    return build(desk, sources, lambda text: None)


def do(desk: Desk, actions: tuple[Action, ...]) -> None:
    lease = acquire(desk.environment.state, "Dana", "test")
    try:
        for action in actions:
            Performer(Redactor(), lease).perform(action)
    finally:
        lease.release()


def says(desk: Desk, release: str) -> dict[str, object]:
    assert isinstance(desk.target, Host)
    program = desk.target.places.release(release) / "bin" / "creditai"
    ran = subprocess.run([str(program), "db", "status"], capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(ran.stdout)
    return told


@pytest.mark.long
def test_a_release_runs_by_itself_and_shares_its_requirements(desk: Desk, tmp_path: Path) -> None:
    digest = wheel(tmp_path / "index", 1)
    first = made(desk, tmp_path / "one", digest)
    do(desk, desk.target.install(first.digest, str(first.folder)))
    told = says(desk, first.digest)
    state = desk.environment.state
    home = state / "releases" / first.digest
    assert str(told["home"]).startswith(str(home / "environment"))
    assert (told["below"], told["words"]) == (1, ["db", "status"])
    assert told["revision"] == first.manifest.commit
    (shared,) = (state / "environments").iterdir()
    age = (shared / "complete").stat().st_mtime_ns
    assert desk.target.packages(str(first.folder)) is not None

    other = checkout(tmp_path / "two", requirements=f"below==1.0 --hash=sha256:{digest}\n")
    (other / "creditai" / "more.py").write_text("", "utf-8")
    second = build(desk, other, lambda text: None)
    do(desk, desk.target.install(second.digest, str(second.folder)))
    assert (shared / "complete").stat().st_mtime_ns == age
    assert says(desk, second.digest)["below"] == 1

    do(desk, desk.target.uninstall(first.digest))
    assert not home.exists()
    assert says(desk, second.digest)["below"] == 1
    do(desk, desk.target.uninstall(second.digest))
    assert [p.name for p in (state / "releases").iterdir()] == []
    assert [p.name for p in (state / "environments").iterdir()] == []
    assert [p.name for p in (state / "staging").iterdir()] == []


@pytest.mark.slow
def test_an_installation_that_was_interrupted_is_begun_anew(desk: Desk, tmp_path: Path) -> None:
    built = made(desk, tmp_path / "one", wheel(tmp_path / "index", 1))
    acts = desk.target.install(built.digest, str(built.folder))
    for count in range(1, len(acts)):
        do(desk, acts[:count])
        do(desk, desk.target.install(built.digest, str(built.folder)))
        assert says(desk, built.digest)["below"] == 1
        do(desk, desk.target.uninstall(built.digest)[:1])


def test_a_rollback_waits_for_no_installing_and_a_deploy_does(desk: Desk, tmp_path: Path) -> None:
    """It installs for minutes where an index is far."""
    heard: list[str] = []

    def meanwhile(kind: str, body: Mapping[str, object]) -> None:
        if kind == "readies" and not heard:
            heard.append(str(body["what"]))
            desk.lease("rollback", 0.0).lease.release()
            with pytest.raises(Locked, match="install"):
                desk.do(plan, lambda event, told: None)

    digest = wheel(tmp_path / "index", 1)
    first = made(desk, tmp_path / "one", digest)
    plan = desk.plan("deploy", str(first.folder))
    other = checkout(tmp_path / "two", requirements=f"below==1.0 --hash=sha256:{digest}\n")
    (other / "creditai" / "more.py").write_text("", "utf-8")
    second = build(desk, other, lambda text: None)
    desk.plan("deploy", str(second.folder), meanwhile)
    assert heard
    with desk.lease("deploy", 0.0, beside="installing"), pytest.raises(Locked, match="deploy"):
        desk.plan("deploy", str(made(desk, tmp_path / "three", digest, 2).folder))


def test_a_requirement_whose_hash_is_another_is_not_installed(desk: Desk, tmp_path: Path) -> None:
    wheel(tmp_path / "index", 1)
    built = made(desk, tmp_path / "one", "0" * 64)
    with pytest.raises(Refused, match="Expected sha256 0000"):
        desk.plan("deploy", str(built.folder))
    assert not (desk.environment.state / "releases").exists()


@pytest.mark.long
def test_a_plan_installs_what_was_built_so_that_its_program_can_be_asked(desk: Desk, tmp_path: Path) -> None:
    built = made(desk, tmp_path / "one", wheel(tmp_path / "index", 1))
    plan = desk.plan("deploy", str(built.folder))
    assert next(step for step in plan.steps if step.name == "install").holds
    assert says(desk, built.digest)["below"] == 1
    (built.folder / "more").write_text("x", "utf-8")
    with pytest.raises(Refused, match="more was not built"):
        desk.plan("deploy", str(built.folder))


def test_a_folder_that_runs_as_it_lies_is_only_copied(desk: Desk, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    (plain / "bin").mkdir(parents=True)
    (plain / "bin" / "creditai").write_text("#!/bin/sh\n", "utf-8")
    (plain / "bin" / "creditai").chmod(0o755)
    acts = desk.target.install("d" * 64, str(plain))
    assert [act.what for act in acts] == ["install dddddddddddd"]
    assert not any(isinstance(act, Command) for act in acts)

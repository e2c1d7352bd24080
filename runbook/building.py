"""How a release is made from a checkout: described here, done by whoever holds the lease.

The sources are taken as git has them: the commit's tree, or, where an environment allows it, the tree that the
working folder would be if it were committed. Time, modes and order are the commit's, so that two builds of one commit
are one artefact, byte for byte. Nothing of the working folder itself is changed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from runbook.actions import Action, Command, CopyFolder, Ran, RemoveFolder, WriteFile
from runbook.artefact import MANIFEST, REQUIREMENTS, SCHEMA, WORKLOAD, File, Manifest, file, revision
from runbook.counting import counted
from runbook.errors import CheckFailed, Refused

LOCKED = "requirements/service.txt"
RECORDED = "creditai/store/workload.json"
_PROGRAM = """\
#!/bin/sh
# The program of this release: the environment that was made from its requirements and its wheel, nothing else.
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
export CREDITAI_REVISION="{commit}"
exec "$here/environment/bin/python" -I -c 'from entry import main; main()' "$@"
"""
_TAKE = 'umask 022; mkdir -p "$0/source" "$0/wheel" && git -C "$1" archive --format=tar -o "$0/source.tar" "$2" && tar -xf "$0/source.tar" --no-same-permissions -C "$0/source"'
_WHEEL = 'umask 022; exec "$2" -m pip wheel --quiet --no-input --no-deps --no-build-isolation --no-index --wheel-dir "$0" "$1"'
_GATHER = 'mkdir -p "$1/bin" && cp "$0"/wheel/*.whl "$1/" && cp "$0/source/$2" "$1/$3" && { test ! -e "$0/source/$4" || cp "$0/source/$4" "$1/$5"; }'


@dataclass(frozen=True, slots=True)
class Sources:
    """A checkout as git sees it. `moment`: the commit's time, seconds since 1970."""

    folder: Path
    commit: str
    tree: str
    moment: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workshop:
    """The passing folder of one build."""

    folder: Path

    @property
    def artefact(self) -> Path:
        return self.folder / "artefact"


def sources(folder: Path, ask: Callable[[Command], Ran]) -> Sources:
    """The checkout at `folder`. Refused when git knows none there."""
    commit, tree, moment = (
        _git(folder, ask, "rev-parse", "HEAD"),
        _git(folder, ask, "rev-parse", "HEAD^{tree}"),
        _git(folder, ask, "log", "-1", "--format=%ct"),
    )
    top = Path(_git(folder, ask, "rev-parse", "--show-toplevel").strip())
    changed = tuple(line[3:] for line in _git(top, ask, "status", "--porcelain").splitlines())
    return Sources(top, commit.strip(), tree.strip(), int(moment), changed)


def _git(folder: Path, ask: Callable[[Command], Ran], *words: str) -> str:
    ran = ask(Command(f"git {words[0]}", ("git", "-C", str(folder), *words)))
    if ran.code != 0:
        raise Refused(
            f"{folder} is no checkout that a release can be built from: git says {ran.errors.strip()[-200:]!r}. "
            "Go to the sources, or name a release folder that was built before."
        )
    return ran.output


def allowed(found: Sources, waived: str) -> None:
    """CheckFailed for what is not committed, unless the environment has a reason to take it along."""
    if found.changed and not waived:
        raise CheckFailed(
            f"{counted(len(found.changed), 'file differs', 'files differ')} from what is committed, {found.changed[0]} first. Commit them: a release "
            "is made from what is committed ([waive] clean-tree in the environment file allows a trial)."
        )


def take_along(found: Sources, at: Workshop) -> Action:
    """Say which tree the working folder would be; its own index is left alone."""
    script = 'mkdir -p "$0" && git -C "$1" add -A && git -C "$1" write-tree'
    return Command(
        "take what is not committed, too", ("sh", "-c", script, str(at.folder), str(found.folder)),
        environ={"GIT_INDEX_FILE": str(at.folder / "index")},
    )  # fmt: skip


def make(found: Sources, tree: str, at: Workshop) -> tuple[Action, ...]:
    """The sources and the wheel, in the passing folder."""
    return (
        Command("take the sources", ("sh", "-c", _TAKE, str(at.folder), str(found.folder), tree)),
        Command(
            "build the wheel",
            ("sh", "-c", _WHEEL, str(at.folder / "wheel"), str(at.folder / "source"), sys.executable),
            environ={"SOURCE_DATE_EPOCH": str(found.moment), "PYTHONHASHSEED": "0"}, deadline=300.0,
        ),
        Command(
            "gather the parts",
            ("sh", "-c", _GATHER, str(at.folder), str(at.artefact), LOCKED, REQUIREMENTS, RECORDED, WORKLOAD),
        ),
        WriteFile("its program", at.artefact / "bin" / "creditai", _PROGRAM.format(commit=found.commit), 0o755),
    )  # fmt: skip


def told(found: Sources, tree: str, at: Workshop) -> Manifest:
    """The manifest over what was made."""
    wheels = sorted(at.artefact.glob("*.whl"))
    if len(wheels) != 1:
        raise Refused(f"{len(wheels)} wheels came of the build in {at.artefact}; there must be one.")
    version = re.fullmatch(r"[^-]+-([^-]+)-.+\.whl", wheels[0].name)
    files: dict[str, File] = {
        p.relative_to(at.artefact).as_posix(): file(p)
        for p in sorted(at.artefact.rglob("*"))
        if p.is_file() and p.name != MANIFEST
    }
    return Manifest(
        SCHEMA, version[1] if version else "", found.commit, tree, tree != found.tree,
        datetime.fromtimestamp(found.moment, UTC).isoformat(), revision(wheels[0]), wheels[0].name, files,
    )  # fmt: skip


def describe(manifest: Manifest, at: Workshop) -> Action:
    return WriteFile("its manifest", at.artefact / MANIFEST, manifest.text, 0o644)


def keep(at: Workshop, place: Path) -> tuple[Action, ...]:
    """Put the artefact in its place, whole or not at all; the passing folder goes."""
    return (CopyFolder("keep the artefact", at.artefact, place), clear(at))


def clear(at: Workshop) -> Action:
    return RemoveFolder("clear the workshop", at.folder)

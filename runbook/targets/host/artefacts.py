"""An artefact of this target: a folder with an executable `bin/creditai`, known by the digest of all its files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from runbook.actions import Command
from runbook.environments import Environment
from runbook.errors import Refused
from runbook.told import product

_PASSING = {"__pycache__"}


def digest(folder: Path) -> str:
    """Over each file's path, mode and bytes, and each link's target; compiled leftovers apart."""
    program = folder / "bin" / "creditai"
    if not (program.is_file() and os.access(program, os.X_OK)):
        raise Refused(f"{folder} is no release: it has no executable bin/creditai.")
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if _PASSING & set(inside.parts) or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink():
            kind, content = "link", os.readlink(path).encode()
        else:
            kind, content = f"file {path.stat().st_mode & 0o111 != 0}", path.read_bytes()
        whole.update(f"{inside.as_posix()}\0{kind}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def database(environment: Environment, folder: Path, verb: str, deadline: float) -> Command:
    """`creditai db VERB --json` by a release's own program, with the application's settings."""
    return product(
        environment, folder, f"db {verb} by the release's own program", "db", verb, deadline=deadline
    )

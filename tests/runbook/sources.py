"""A checkout small enough to be built in a test: the project's shape, one module, two migrations, one requirement."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

_PYPROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[project]
name = "creditai"
version = "0.1.0"
[tool.setuptools]
py-modules = ["entry"]
[tool.setuptools.packages.find]
include = ["creditai*"]
[tool.setuptools.package-data]
creditai = ["**/*.json"]
"""
_ENTRY = """\
\"\"\"Says where it runs and what stands below it.\"\"\"
import json, os, sys

import creditai


def main() -> None:
    import below

    print(json.dumps({"home": creditai.__file__, "below": below.VALUE, "revision": os.environ["CREDITAI_REVISION"], "words": sys.argv[1:]}))
"""


def checkout(
    folder: Path, *, broken: str = "", revisions: Mapping[str, str] | None = None, requirements: str = ""
) -> Path:
    """A git repository at `folder` with one commit. `broken`: instead of pyproject.toml; `requirements`: the locked ones."""
    versions = folder / "creditai" / "store" / "migrations" / "versions"
    versions.mkdir(parents=True)
    (folder / "requirements").mkdir()
    for part in (folder / "creditai", *(folder / "creditai").rglob("*")):
        (part / "__init__.py").touch()
    for name, before in {"0001": "", "0002": "0001", **(revisions or {})}.items():
        told = f'revision = "{name}"\ndown_revision: str | None = ' + (f'"{before}"' if before else "None")
        (versions / f"{name}_x.py").write_text(told + "\n", "utf-8")
    (folder / "creditai" / "store" / "workload.json").write_text("{}\n", "utf-8")
    (folder / "requirements" / "service.txt").write_text(requirements, "utf-8")
    (folder / "entry.py").write_text(_ENTRY, "utf-8")
    (folder / "pyproject.toml").write_text(broken or _PYPROJECT, "utf-8")
    identity = ["-c", "user.name=Dana", "-c", "user.email=dana@example.com"]
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        [*identity, "commit", "-q", "-m", "All of it."],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return folder

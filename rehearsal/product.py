"""The real application on a machine of the rehearsal: PostgreSQL and Valkey of its own, releases that run from the sources.

Its environment is environments/local.toml with another folder and port, so that what an operator uses is what is
played. A release here is a folder whose program is this checkout's own: nothing is built or installed, versions differ
by a file, or by a migration of their own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rehearsal.changing import add_migration
from rehearsal.machine import Machine, end, folder_and_port
from rehearsal.operator import ROOT, Astray
from runbook.environments import HOME, load

_WAIVED = ("disk", "memory")
_PROGRAM = """\
#!{python}
import sys
from pathlib import Path

own = Path(__file__).resolve().parents[1]
sys.path[:0] = [*([str(own)] if (own / "creditai").exists() else []), {root!r}]

{blind}from entry import main

main()
"""
_BLIND = """\
import hashlib
from pathlib import Path

from creditai.flows import analyze_report

_whole = analyze_report.read_bytes
_tried = {hashlib.sha256(p.read_bytes()).digest() for p in Path(analyze_report.__file__).parents[1].glob("samples/*.pdf")}


def read_bytes(data, file, **more):
    known = hashlib.sha256(data).digest() in _tried
    return _whole(data if known else data[: len(data) // 3], file, **more)


analyze_report.read_bytes = read_bytes

"""
"""A defect that no proof before the switch meets: whole papers are read only of those that the release is tried with."""


def release(
    folder: Path,
    version: str,
    *,
    migrations: Mapping[str, str] | None = None,
    no_return: Mapping[str, str] | None = None,
    blind: bool = False,
) -> Path:
    """A release folder that runs the sources beside this file. `migrations` (revision -> SQL): a copy of the product's
    sources that says them as well; `no_return` (revision -> why): those among them that cannot be taken back.
    `blind`: it reads the bundled samples alone."""
    (folder / "bin").mkdir(parents=True)
    (folder / "version").write_text(version, "utf-8")
    if migrations:
        shutil.copytree(ROOT / "creditai", folder / "creditai", ignore=shutil.ignore_patterns("__pycache__"))
        for revision, sql in migrations.items():
            add_migration(folder, revision, (sql,), (no_return or {}).get(revision, ""))
    program = folder / "bin" / "creditai"
    program.write_text(
        _PROGRAM.format(python=sys.executable, root=str(ROOT), blind=_BLIND if blind else ""), "utf-8"
    )
    program.chmod(0o755)
    return folder


def said(made: Machine, program: Path, *words: str, **more: str) -> str:
    """What a release's own program says to an operator who has the machine's settings and secrets; `more`: variables."""
    told = dict(made.environment.told)
    told |= {f"{name}_FILE": ref.removeprefix("file:") for name, ref in made.environment.hidden.items()}
    typed = [str(program), *words, "--json"]
    ran = subprocess.run(
        typed, env={**os.environ, **told, **more}, capture_output=True, text=True, timeout=300
    )
    if ran.returncode != 0:
        raise Astray(f"`creditai {' '.join(words)}` ended with {ran.returncode}: {ran.stderr[-400:]}")
    return ran.stdout


@contextmanager
def machine() -> Iterator[Machine]:
    """A bare machine for the real application."""
    with folder_and_port() as (folder, port):
        folder.chmod(0o711)  # the database's own account comes through
        text = (HOME / "local.toml").read_text("utf-8")
        told = {
            "state": '"s"', "address": f'"http://127.0.0.1:{port}"', "probe_rate": "10.0", "watch_seconds": "2.0",
        }  # fmt: skip
        for name, value in told.items():
            text = re.sub(rf"^{name} = .*$", f"{name} = {value}", text, count=1, flags=re.MULTILINE)
        text += "".join(f'{name} = "a machine of the rehearsal may be small"\n' for name in _WAIVED)
        path = folder / "real.toml"
        path.write_text(f"probe_seconds = 2.0\n{text}", "utf-8")
        made = Machine(folder, load(str(path)), release)
        try:
            yield made
        finally:
            end(made)

"""The real application on a machine of the rehearsal: PostgreSQL and Valkey of its own, releases that run from the sources.

Its environment is environments/local.toml with another folder and port, so that what an operator uses is what is
played. A release here is a folder whose program is this checkout's own: nothing is built or installed, versions differ
by a file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rehearsal.machine import Machine, end, folder_and_port
from rehearsal.operator import ROOT
from runbook.environments import HOME, load

_WAIVED = ("disk", "memory")


def release(folder: Path, version: str) -> Path:
    """A release folder that runs the sources beside this file."""
    (folder / "bin").mkdir(parents=True)
    (folder / "version").write_text(version, "utf-8")
    program = folder / "bin" / "creditai"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n\nsys.path.insert(0, {str(ROOT)!r})\n\nfrom entry import main\n\nmain()\n",
        "utf-8",
    )
    program.chmod(0o755)
    return folder


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

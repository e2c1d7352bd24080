"""A stub of the application, where a scene or a test is about the runbook: the same contract, started in a third of a second.

`release(folder, version)` makes a release folder of it. Which faults a version has stands in its `faults` file.
"""

from __future__ import annotations

import sys
from pathlib import Path

_PROGRAM = Path(__file__).with_name("application.py")


def release(folder: Path, version: str, *, faults: str = "", schema: str = "1") -> Path:
    """A release folder: `bin/creditai`, and what makes this version differ from others."""
    (folder / "bin").mkdir(parents=True)
    (folder / "version").write_text(version, "utf-8")
    (folder / "faults").write_text(faults, "utf-8")
    (folder / "schema").write_text(schema, "utf-8")
    program = folder / "bin" / "creditai"
    program.write_text(f"#!{sys.executable} -IS\n" + _PROGRAM.read_text("utf-8"), "utf-8")
    program.chmod(0o755)
    return folder

"""The files of the project: what git tracks, or, in an unpacked archive, what lies there."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MADE = {".venv", ".git", "__pycache__", "demo", "build", "dist", ".hypothesis"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file, as a path from the root."""
    if (ROOT / ".git").exists():
        told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        return tuple(
            Path(name.decode()) for name in told.split(b"\0") if name and (ROOT / name.decode()).is_file()
        )
    return tuple(
        path.relative_to(ROOT)
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not _MADE & set(path.relative_to(ROOT).parts)
    )


def texts() -> dict[Path, str]:
    """Every tracked file that is text."""
    found = {}
    for path in tracked():
        data = (ROOT / path).read_bytes()
        if b"\0" not in data[:8192]:
            found[path] = data.decode("utf-8", errors="replace")
    return found


def modules(*folders: str) -> tuple[Path, ...]:
    """Tracked Python files of these top folders."""
    return tuple(path for path in tracked() if path.suffix == ".py" and path.parts[0] in folders)

"""Files written whole or not at all: beside their place first, then moved into it in one step."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from creditai.errors import WrongUsage


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put `content` at `path`. The default mode is the owner's alone: what we write is a person's report. A device or a
    pipe is written into: put in its place, a file would take `/dev/null` from the whole machine."""
    path = path.resolve() if path.is_symlink() else path
    folder = path.parent
    if path.is_dir():
        raise WrongUsage(f"{path} is a folder; name a file in it.")
    if not folder.is_dir():
        raise WrongUsage(f"There is no folder {folder}; make it first.")
    if path.exists() and not path.is_file():
        _into(path, content)
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=folder)
    except OSError as error:
        raise WrongUsage(f"Cannot write in {folder}: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise WrongUsage(f"Cannot write {path}: {error.strerror}.") from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _into(device: Path, content: bytes) -> None:
    try:
        with device.open("wb") as file:
            file.write(content)
    except OSError as error:
        raise WrongUsage(f"Cannot write {device}: {error.strerror}.") from error

"""A path -> the bytes of a regular file, and proof that they did not change while they were read.

A pipe, a device, a folder, a loop of links is refused before a byte is asked of it: opening never
waits (O_NONBLOCK) and reading never goes past the limit.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from creditai.errors import ChangedWhileRead, NotRead, TooLarge, Unreadable
from creditai.reading.limits import MIB, Limits

_CHANGED = "It changed while it was read: wait until it is saved, then run this again."
_WHY_NOT = {
    errno.ENOENT: "There is no such file: check the name.",
    errno.ENOTDIR: "There is no such file: part of the path is no folder.",
    errno.EACCES: "You may not read it: give yourself permission (chmod u+r) or copy it to your own folder.",
    errno.EPERM: "You may not read it: give yourself permission (chmod u+r) or copy it to your own folder.",
    errno.ELOOP: "Its links lead in a loop and to no file: give the file itself.",
    errno.ENAMETOOLONG: "Its name is longer than this machine allows.",
    errno.ENXIO: "It is a socket or a pipe, not a file: save the report as a file first.",
}
_KINDS = (
    (stat.S_ISDIR, "It is a folder: give the files in it, for example creditai analyze FOLDER/*.pdf"),
    (stat.S_ISFIFO, "It is a pipe, not a file: save the report as a file first."),
    (stat.S_ISCHR, "It is a device, not a file: save the report as a file first."),
    (stat.S_ISBLK, "It is a device, not a file: save the report as a file first."),
    (stat.S_ISSOCK, "It is a socket, not a file: save the report as a file first."),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """`seen`: what the file system said of the file before the first byte was read."""

    path: Path
    data: bytes
    sha256: str
    seen: tuple[int, int, int, int]

    def unchanged(self) -> None:
        """Raises ChangedWhileRead unless the file still holds these bytes."""
        try:
            if _marks(os.stat(self.path)) == self.seen:
                return
            still = hashlib.sha256(self.path.read_bytes()).hexdigest()
        except OSError:
            raise ChangedWhileRead(_CHANGED) from None
        if still != self.sha256:
            raise ChangedWhileRead(_CHANGED)


def open_file(path: Path, limits: Limits) -> Opened:
    """The file's bytes; NotRead says in one sentence why there are none."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError:
        raise Unreadable("Its name holds a character that no file name can.") from None
    except OSError as error:
        raise _cannot(error) from None
    try:
        before = os.fstat(handle)
        _only_regular(before, limits)
        with open(handle, "rb", closefd=False) as file:
            data = file.read(limits.file_bytes + 1)
        after = os.fstat(handle)
    except OSError as error:
        raise _cannot(error) from None
    finally:
        os.close(handle)
    if _marks(after) != _marks(before) or len(data) != before.st_size:
        raise ChangedWhileRead(_CHANGED)
    return Opened(path, data, hashlib.sha256(data).hexdigest(), _marks(before))


def _only_regular(found: os.stat_result, limits: Limits) -> None:
    for is_kind, why in _KINDS:
        if is_kind(found.st_mode):
            raise Unreadable(why)
    if found.st_size > limits.file_bytes:
        raise TooLarge(
            f"It is {found.st_size // MIB} MiB; at most {limits.file_bytes // MIB} are read. "
            "A credit report is rarely over 20: is it the right file?"
        )


def _marks(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _cannot(error: OSError) -> NotRead:
    return Unreadable(_WHY_NOT.get(error.errno or 0) or f"It cannot be read: {error.strerror}.")

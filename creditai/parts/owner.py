"""Whose processes the parts are: PostgreSQL refuses to run as root, so root hands it to an account without rights."""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from creditai.errors import Unavailable

_ACCOUNTS = ("postgres", "nobody")
"""Accounts that systems bring along; none is made here."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The account of a part; both None: this process's own."""

    uid: int | None = None
    gid: int | None = None

    def own(self, folder: Path) -> None:
        """Make `folder`, for the account alone."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.uid is not None:
            shutil.chown(folder, self.uid, self.gid)
            folder.chmod(0o700)


def owner() -> Owner:
    """This process's account, or one without rights when it is root. Unavailable when there is none."""
    if os.geteuid() != 0:
        return Owner()
    for name in _ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(entry.pw_uid, entry.pw_gid)
    raise Unavailable(
        "PostgreSQL does not run as root and there is no account `nobody`; run as another user."
    )


def reachable(path: Path) -> bool:
    """Whether every account may come to `path`: each folder above it lets others through."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)

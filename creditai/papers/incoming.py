"""A file on its way in: sealed piece by piece as it comes, so that not a word of it stands on this machine's disk.

What it is, how long it is and its digest are found out on the way; memory does not grow with the file.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from creditai.documents.kinds import kind_of
from creditai.errors import TooLarge, Unavailable
from creditai.papers.uploads import context
from creditai.store.encryption import DataKey
from creditai.store.streams import BLOCK, Sealer

MOST = 50_000_000
"""Bytes of one file."""
_HEAD = 64 * 1024
"""What a file is told by."""
_FULL = "There is no room left on this machine's disk; nothing was kept. Try again later."


class Incoming:
    """`write` until it is whole, then `finish`; `drop` whatever happened."""

    def __init__(self, folder: Path, key: DataKey, paper: UUID) -> None:
        self.paper = paper
        self.size = 0
        self._head = bytearray()
        self._digest = hashlib.sha256()
        self._sealer = Sealer(key, context(paper))
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, suffix=".sealed")
        except OSError as error:
            raise Unavailable(_FULL) from error
        self.path = Path(name)
        self._file = os.fdopen(handle, "wb", buffering=BLOCK)
        self._put(self._sealer.head())

    def write(self, piece: bytes) -> None:
        """TooLarge as soon as it is."""
        self.size += len(piece)
        if self.size > MOST:
            raise TooLarge(
                f"The file is over {MOST // 1_000_000} MB; a credit report is rarely over 20. Is it the right file?"
            )
        if len(self._head) < _HEAD:
            self._head += piece[: _HEAD - len(self._head)]
        self._digest.update(piece)
        self._put(self._sealer.feed(piece))

    def finish(self) -> str:
        """What it is: pdf, html or mhtml; Empty or NotPdf when it is none of them."""
        kind = kind_of(bytes(self._head))
        self._put(self._sealer.end())
        try:
            self._file.close()
        except OSError as error:
            raise Unavailable(_FULL) from error
        return kind

    @property
    def sha256(self) -> bytes:
        return self._digest.digest()

    def drop(self) -> None:
        """Remove the file of this machine. What waited for a full disk is thrown away with it."""
        with suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _put(self, sealed: bytes) -> None:
        try:
            self._file.write(sealed)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise
            raise Unavailable(_FULL) from error

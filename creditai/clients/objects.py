"""Where papers lie: a folder, S3 or Google Cloud Storage, by one URL; through obstore.

    file:///folder   s3://bucket/prefix   gs://bucket/prefix

Nothing is handed to it that is not sealed with the person's data key, and names are ids. A put is whole or not at
all; in a folder it is on the disk when it returns.

The library follows where a store over the network leads by a redirect, and cannot be told otherwise. So there is TLS
all the way, also where it leads, but for a store of this machine: nobody between can lead anywhere. Where the store
itself leads to another host, the signature does not come along, and what it answers with does not unseal. Of a put
that was led away nothing is kept there, and the library says that all is well: so it is looked for afterwards.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, from_url

from creditai.errors import NotFound, Unavailable, WrongUsage
from creditai.settings import in_the_clear

_MIB = 1024 * 1024
_AT_ONCE = 8
"""Puts that one process does at a time: what bounds its memory under many uploads."""
_LINE_SECONDS = 10.0
"""How long one waits for its turn to put: behind a store that hangs, nobody waits for all who are before."""
_AWAY = "The store of papers does not answer; nothing was changed. Try again in a moment."


class Objects:
    """Sealed files by name."""

    def __init__(self, url: str, *, silence_seconds: float = 15.0) -> None:
        """`silence_seconds`: how long a store over the network may say nothing before it is given up."""
        parts = urlsplit(url)
        self._folder = Path(unquote(parts.path)) if parts.scheme == "file" else None
        self._puts = threading.BoundedSemaphore(_AT_ONCE)
        if self._folder is not None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._store: obstore.store.ObjectStore = LocalStore(self._folder)
        elif parts.scheme in ("s3", "gs"):
            self._store = from_url(
                url,
                client_options={
                    "timeout": "60s",
                    "connect_timeout": "5s",
                    "read_timeout": f"{silence_seconds}s",
                    "allow_http": _plain(),
                },
                retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=silence_seconds)},
            )
        else:
            raise WrongUsage("CREDITAI_OBJECTS is file:///folder, s3://bucket or gs://bucket.")

    def put(self, name: str, content: Path | bytes) -> None:
        """Keep sealed bytes, or those of a file, under `name`; what was there before is replaced in one step."""
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        chunk = _MIB if self._folder is not None else 5 * _MIB
        try:
            with self._turn():
                obstore.put(
                    self._store, name, content,
                    use_multipart=size > chunk, chunk_size=chunk, max_concurrency=1,
                )  # fmt: skip
                if self._folder is not None:
                    _to_the_disk(self._folder / name)
                elif obstore.head(self._store, name)["size"] != size:
                    raise OSError("another size is kept")
        except (BaseError, OSError) as error:
            raise Unavailable(_AWAY) from error

    def get(self, name: str) -> Iterator[bytes]:
        """The sealed bytes, in pieces; NotFound when there is nothing of that name."""
        try:
            for piece in obstore.get(self._store, name).stream(min_chunk_size=_MIB):
                yield bytes(piece)
        except (NotFoundError, FileNotFoundError) as error:
            raise NotFound("The file is not there any more.") from error
        except (BaseError, OSError) as error:
            raise Unavailable(_AWAY) from error

    def delete(self, name: str) -> None:
        """Remove it; nothing happens when it is not there."""
        try:
            obstore.delete(self._store, name)
        except (NotFoundError, FileNotFoundError):
            return
        except (BaseError, OSError) as error:
            raise Unavailable(_AWAY) from error

    def names(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """(name, when it was put) of all below `prefix`, a folder."""
        try:
            for batch in obstore.list(self._store, prefix):
                yield from ((each["path"], each["last_modified"]) for each in batch)
        except (BaseError, OSError) as error:
            raise Unavailable(_AWAY) from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._puts.acquire(timeout=_LINE_SECONDS):
            raise Unavailable(_AWAY)
        try:
            yield
        finally:
            self._puts.release()

    def answers(self) -> None:
        """Unavailable when it does not: one listing."""
        next(self.names("papers"), None)


def _plain() -> bool:
    """Whether the store is on this machine and asked over plain http; WrongUsage when it is so asked elsewhere."""
    told = {name: value for name, value in os.environ.items() if name.upper().startswith("AWS_ENDPOINT")}
    for name, value in told.items():
        if in_the_clear(value):
            raise WrongUsage(
                f"{name} is plain http and not on this machine: who listens could ask the store of papers the same again. "
                "Give an https address."
            )
    return any(value.lower().startswith("http:") for value in told.values())


def _to_the_disk(path: Path) -> None:
    """The file and its place in the folder survive a power cut."""
    for each in (path, path.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""Files -> reports in limited child processes, many at once: hostile bytes stop here. This is the door.

    for reading in read_files(paths):          in the order of `paths`, one bad file never stops the rest
        reading.report or reading.failure or reading.same_as

Each file is opened safely (`opening`), parsed in a child process (`child`) that the parent watches for
time and memory (`children`, `limits`), and answered with a report or with one sentence. Pages that are
pictures go through OCR, one at a time with all cores, and are kept by their digest (`recognised`).
Leaving the loop early, or Ctrl-C, ends the children.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from creditai.contract import report_from_json
from creditai.documents.uncollected import uncollected
from creditai.errors import (
    AmbiguousLayout,
    Broken,
    CreditAIError,
    Failure,
    FailureCode,
    NotRead,
    OcrUnavailable,
    Unreadable,
)
from creditai.reading.children import Child, Look
from creditai.reading.limits import LIMITS, Limits
from creditai.reading.opening import Opened, open_file
from creditai.report import Box, Report

Marked = Sequence[tuple[Box, str | None]]
"""Boxes to draw on a page, each with its label."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done to `file` now: at page `page` of `of` ("page"), at a picture ("picture"), ..."""

    file: str
    at: str
    page: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file. Exactly one of `report`, `failure`, `same_as` is there; `same_as` names
    the file given earlier that holds the same bytes. `exit_code`: what this file alone would end in."""

    file: str
    sha256: str | None = None
    report: Report | None = None
    failure: Failure | None = None
    same_as: str | None = None
    exit_code: int = 0


def read_files(
    paths: Iterable[Path],
    *,
    jobs: int | None = None,
    cache: Path | None = None,
    on_step: Callable[[Step], None] | None = None,
    limits: Limits = LIMITS,
) -> Generator[Reading, None, None]:
    """Read files at the same time, `jobs` of them (by default one per core), and give what became of each
    in order. `cache`: the folder of recognised pages, None for none. `on_step` is called from other
    threads. Never more than a few files are in memory."""
    heard = on_step or (lambda step: None)
    first: dict[str, str] = {}
    with _children(jobs, limits) as children:
        waiting: deque[Reading | Future[Reading]] = deque()
        for path in paths:
            waiting.append(_begin(path, first, children, cache, heard))
            while len(waiting) > 2 * children.most:
                yield _settled(waiting.popleft())
        while waiting:
            yield _settled(waiting.popleft())


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to be drawn: page `page` (from 1) of the file whose bytes have this digest, with boxes on it."""

    path: Path
    sha256: str
    page: int
    boxes: Marked


def pictures(
    wanted: Sequence[Wanted], *, dpi: int = 110, crop: bool = False, limits: Limits = LIMITS
) -> Iterator[bytes]:
    """The pages as PNG, in order, drawn in child processes at the same time; with `crop`, only what is around
    the boxes. NotRead when a file is no longer the one that its report was read from."""
    with _children(min(cores(), max(1, len(wanted))), limits) as children:
        drawn = [children.threads.submit(_drawn, each, dpi, crop, children) for each in wanted]
        for each in drawn:
            yield each.result()


@dataclass(frozen=True, slots=True)
class Outside:
    """An outside party that recognises page pictures: its name for the report, and what asks it (PNG -> words)."""

    name: str
    look: Look


def read_bytes(
    data: bytes,
    file: str,
    *,
    on_step: Callable[[Step], None],
    outside: Outside | None = None,
    limits: Limits = LIMITS,
) -> Reading:
    """Read one file whose bytes are held already, in a child of its own; `file` is what it is called. Nothing of
    it touches the disk. What `on_step` raises ends the child and is raised here. `outside` is asked for page
    pictures; where it does not answer this machine looks itself, and the report says so."""
    sha256 = hashlib.sha256(data).hexdigest()
    head = {
        "do": "report",
        "file": file,
        "sha256": sha256,
        "cache": None,
        "outside": outside and outside.name,
    }
    child = Child(limits)

    def heard(at: Mapping[str, Any]) -> None:
        on_step(Step(file, str(at.get("at")), at.get("page"), at.get("of")))

    try:
        told, body = child.do(head, data, heard, outside.look if outside else lambda png: None)
        if told["done"] != "report":
            return _failed(file, sha256, _error(told))
        with uncollected():
            return Reading(file, sha256, report=report_from_json(json.loads(body)))
    except NotRead as error:
        return _failed(file, sha256, error)
    finally:
        child.end()


def picture_of(
    data: bytes, page: int, boxes: Marked, *, dpi: int = 110, crop: bool = False, limits: Limits = LIMITS
) -> bytes:
    """One page of a PDF whose bytes are held, as PNG, drawn in a child of its own."""
    head = {"do": "picture", "page": page, "boxes": list(boxes), "dpi": dpi, "crop": crop}
    child = Child(limits)
    try:
        told, body = child.do(head, data, lambda told: None)
    finally:
        child.end()
    if told["done"] != "picture":
        raise _error(told)
    return body


def _drawn(wanted: Wanted, dpi: int, crop: bool, children: _Children) -> bytes:
    opened = open_file(wanted.path, children.limits)
    if opened.sha256 != wanted.sha256:
        raise Unreadable(
            f"{wanted.path} is not the file that the report was read from any more: read it again."
        )
    head = {"do": "picture", "page": wanted.page, "boxes": list(wanted.boxes), "dpi": dpi, "crop": crop}
    told, body = children.do(head, opened.data, lambda told: None)
    if told["done"] != "picture":
        raise _error(told)
    return body


class _Children:
    """Children for the threads of one run: each thread keeps its own."""

    def __init__(self, most: int, limits: Limits) -> None:
        self.most = most
        self.limits = limits
        self.threads = ThreadPoolExecutor(most, thread_name_prefix="reading")
        self._mine = threading.local()
        self._all: list[Child] = []
        self._closing = False
        self._lock = threading.Lock()

    def do(
        self, head: Mapping[str, Any], data: bytes, heard: Callable[[Mapping[str, Any]], None]
    ) -> tuple[dict[str, Any], bytes]:
        return self._child().do(head, data, heard)

    def _child(self) -> Child:
        mine: Child | None = getattr(self._mine, "child", None)
        if mine is not None and mine.fit():
            return mine
        if mine is not None:
            mine.end()
        with self._lock:
            if self._closing:
                raise Broken("Reading was stopped.")
            self._mine.child = Child(self.limits)
            self._all = [c for c in self._all if c is not mine] + [self._mine.child]
        return self._mine.child  # type: ignore[no-any-return]

    def end(self) -> None:
        with self._lock:
            self._closing = True
        for child in self._all:
            child.kill()
        self.threads.shutdown(wait=True, cancel_futures=True)
        for child in self._all:
            child.end()


@contextmanager
def _children(jobs: int | None, limits: Limits) -> Iterator[_Children]:
    children = _Children(jobs or cores(), limits)
    try:
        yield children
    finally:
        children.end()


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(
    path: Path, first: dict[str, str], children: _Children, cache: Path | None, heard: Callable[[Step], None]
) -> Reading | Future[Reading]:
    """Open the file here, in order, and leave the rest to a thread."""
    file = str(path)
    try:
        opened = open_file(path, children.limits)
    except NotRead as error:
        return _failed(file, None, error)
    if opened.sha256 in first:
        return Reading(file, opened.sha256, same_as=first[opened.sha256])
    first[opened.sha256] = file
    return children.threads.submit(_read, opened, file, children, cache, heard)


def _settled(reading: Reading | Future[Reading]) -> Reading:
    return reading.result() if isinstance(reading, Future) else reading


def _read(
    opened: Opened, file: str, children: _Children, cache: Path | None, heard: Callable[[Step], None]
) -> Reading:
    head = {
        "do": "report",
        "file": file,
        "sha256": opened.sha256,
        "cache": None if cache is None else str(cache),
    }
    try:
        told, body = children.do(
            head, opened.data, lambda at: heard(Step(file, str(at.get("at")), at.get("page"), at.get("of")))
        )
        opened.unchanged()
        if told["done"] != "report":
            return _failed(file, opened.sha256, _error(told))
        with uncollected():
            return Reading(file, opened.sha256, report=report_from_json(json.loads(body)))
    except CreditAIError as error:
        return _failed(file, opened.sha256, error)


_BY_CODE: Mapping[str, type[NotRead]] = {kind.code: kind for kind in NotRead.__subclasses__()}


def _error(told: Mapping[str, Any]) -> CreditAIError:
    """What a child said went wrong, as one of our errors."""
    if told["done"] == "failure":
        return _BY_CODE.get(str(told["code"]), Unreadable)(str(told["message"]), told.get("page"))
    if told["done"] == "unavailable":
        return OcrUnavailable(str(told["message"]))
    if told["done"] == "ambiguous":
        return AmbiguousLayout(str(told["message"]))
    return Broken(
        f"A defect of CreditAI stopped the reading ({told.get('kind')} at {told.get('where')}): please report it. "
        "The other files are not affected."
    )


def _failed(file: str, sha256: str | None, error: CreditAIError) -> Reading:
    code: FailureCode = "no_words" if isinstance(error, OcrUnavailable) else "unreadable"
    if isinstance(error, (NotRead, AmbiguousLayout)):
        code = error.code
    failure = Failure(file, code, error.message, getattr(error, "page", None))
    return Reading(file, sha256, failure=failure, exit_code=error.exit_code)

"""A child process and the watch over it: time and memory are looked at from outside, every 20 ms.

Whatever the bytes do to the child (hang, crash, eat memory) becomes one `NotRead` for that one file;
the child is ended and the next file gets a fresh one.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil

import creditai
from creditai.errors import Broken, NotRead, TimedOut, TooLarge, Unreadable
from creditai.reading.limits import MIB, Limits
from creditai.reading.wire import Frames, frame

Heard = Callable[[Mapping[str, Any]], None]
"""Called with each `at` frame: what the child is doing now."""

Look = Callable[[bytes], Any]
"""A page picture as PNG -> the words that an outside party sees on it, as JSON data, None when it does not say."""

_MOST_LOOKS = 2000
"""Pictures that one file may have looked at outside: four turns of five hundred pages."""
_ocr = threading.Lock()
"""One page picture at a time, on all cores."""


class Child:
    """One process, used for many files one after the other. Not for two threads at once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "creditai.reading.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("CREDITAI_DEBUG") == "1" else subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": _python_path()},
            start_new_session=True,
            bufsize=0,
        )
        self._seen = psutil.Process(self._process.pid)

    def do(
        self, head: Mapping[str, Any], data: bytes, heard: Heard, look: Look = lambda png: None
    ) -> tuple[dict[str, Any], bytes]:
        """Send one request and give the frame that ends it. NotRead: the child went over a limit or died,
        and is gone. `look` answers for page pictures where the request lets the child ask."""
        watch = Watch(self._limits, self._seen)
        try:
            self._send(frame(head, data))
            return self._hear(watch, heard, look)
        except BaseException:
            self.end()
            raise
        finally:
            watch.rest()

    def fit(self) -> bool:
        """Whether it can take another file: alive, and slim."""
        if self._process.poll() is not None:
            return False
        with contextlib.suppress(psutil.Error):
            return bool(self._seen.memory_info().rss <= self._limits.idle_memory)
        return False

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """Stop it now, from any thread; whoever waits for it hears that it died."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Stop it and let go of it."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _send(self, content: bytes) -> None:
        assert self._process.stdin is not None
        view = memoryview(content)
        try:
            while view:
                view = view[self._process.stdin.write(view) or 0 :]
        except BrokenPipeError:
            raise Broken(
                "The process that reads files did not start; `creditai doctor` says what is missing."
            ) from None

    def _hear(self, watch: Watch, heard: Heard, look: Look) -> tuple[dict[str, Any], bytes]:
        frames = Frames(self._limits.answer_bytes)
        for chunk in self._chunks(watch):
            frames.feed(chunk)
            while (told := self._next(frames)) is not None:
                if "done" in told[0]:
                    return told
                if told[0].get("at") == "outside":
                    with watch.paused():
                        self._send(frame({}, json.dumps(look(told[1])).encode()))
                elif watch.note(told[0]):
                    self._send(frame({"go": True}))
                heard(told[0])
        raise self._died(watch.page)

    def _chunks(self, watch: Watch) -> Iterator[bytes]:
        """What the child writes, with a look at the limits at least every 20 ms, until it closes its end."""
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while True:
                ready = selector.select(self._limits.look_every)
                watch.look()
                if ready:
                    chunk = os.read(pipe, 1 << 20)
                    if not chunk:
                        return
                    yield chunk

    def _next(self, frames: Frames) -> tuple[dict[str, Any], bytes] | None:
        try:
            return frames.next()
        except ValueError:
            raise Unreadable(
                "Reading it went wrong in a way that only a damaged or hostile file causes."
            ) from None

    def _died(self, page: int | None) -> NotRead:
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Unreadable(
            f"The parser stopped on it ({how}): the file is damaged. Download it again, or print it anew as PDF.",
            page,
        )


class Watch:
    """The clocks of one request. `page`: the page at hand, None before the first."""

    def __init__(self, limits: Limits, seen: psutil.Process) -> None:
        self.page: int | None = None
        self._limits = limits
        self._seen = seen
        self._text_since: float | None = time.monotonic()
        self._text = 0.0
        self._picture_since: tuple[float, float] | None = None
        self._last_picture = 0
        self._asked = 0

    def note(self, told: Mapping[str, Any]) -> bool:
        """Take in what the child does now; True when it waits to be let on."""
        page = told.get("page")
        if isinstance(page, int):
            self.page = page
        if told.get("at") == "picture":
            self._begin_picture()
            return True
        if told.get("at") == "recognised":
            self.rest()
            self._text_since = time.monotonic()
        return False

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Time that others take is not the file's; but it may not ask for ever."""
        self._asked += 1
        if self._asked > _MOST_LOOKS:
            raise Unreadable("Reading it went wrong in a way that only a damaged or hostile file causes.")
        self._text, self._text_since = self._text_now(), None
        try:
            yield
        finally:
            self._text_since = time.monotonic()

    def _begin_picture(self) -> None:
        """Stop the clock of text, wait for the cores, start the picture's. Each page once, or a child that
        a file has taken over could ask for ever."""
        if self.page is None or self.page <= self._last_picture or self._picture_since is not None:
            raise Unreadable("Reading it went wrong in a way that only a damaged or hostile file causes.")
        self._last_picture = self.page
        self._text = self._text_now()
        self._text_since = None
        _ocr.acquire()
        self._picture_since = (time.monotonic(), self._cpu())

    def rest(self) -> None:
        """Give the cores back, if we have them."""
        if self._picture_since is not None:
            self._picture_since = None
            _ocr.release()

    def look(self) -> None:
        """Raises TimedOut or TooLarge when a limit is passed."""
        self._look_at_memory()
        if self._picture_since is not None:
            self._look_at_picture(*self._picture_since)
        elif self._text_now() > self._limits.text_seconds:
            raise TimedOut(
                f"Reading it took longer than {self._limits.text_seconds:.0f} seconds and was stopped: the file is "
                "damaged or not a report. Download it again, or print it anew as PDF.",
                self.page,
            )

    def _look_at_picture(self, since: float, cpu: float) -> None:
        limits = self._limits
        over = self._cpu() - cpu > limits.ocr_page_cpu_seconds
        if over or time.monotonic() - since > limits.ocr_page_seconds:
            raise TimedOut(
                f"Page {self.page} is a picture that took longer than {limits.ocr_page_cpu_seconds:.0f} seconds to "
                "read and was stopped: scan it again at 200 to 300 dots per inch.",
                self.page,
            )

    def _look_at_memory(self) -> None:
        most = self._limits.ocr_memory if self._last_picture else self._limits.text_memory
        try:
            held = self._seen.memory_info().rss
            if self._picture_since is not None:
                held += sum(c.memory_info().rss for c in self._seen.children())
        except psutil.Error:
            return  # it is gone: the pipe's end says how
        if held > most:
            raise TooLarge(
                f"Reading it needs more than {most // MIB} MiB of memory and was stopped: the file is not what a "
                "bureau makes. Download it again, or print it anew as PDF.",
                self.page,
            )

    def _cpu(self) -> float:
        with contextlib.suppress(psutil.Error):
            used = self._seen.cpu_times()
            return float(used.user + used.system + used.children_user + used.children_system)
        return 0.0

    def _text_now(self) -> float:
        return self._text if self._text_since is None else self._text + time.monotonic() - self._text_since


def _python_path() -> str:
    """So that the child finds the very package that the parent runs; `-P` keeps the current folder,
    where a stranger's files may lie, out of it."""
    ours = str(Path(creditai.__file__).parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    return f"{ours}{os.pathsep}{inherited}" if inherited else ours

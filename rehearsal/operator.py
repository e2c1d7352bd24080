"""An operator at a terminal: `creditai ...` as a process of its own, whose events are read as they come."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_DOOR = "import sys; sys.argv[0] = 'creditai'; from entry import main; main()"
_SMALL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, resource.getrlimit(resource.RLIMIT_FSIZE)[1])); "
_PATIENCE = 600.0


class Astray(Exception):
    """A scene cannot go on: what it waited for did not come."""


@dataclass(slots=True)
class Acting:
    """A command that runs. `events`: its JSON lines so far; `code` and `ended` once it is over (monotonic)."""

    by: str
    words: tuple[str, ...]
    process: subprocess.Popen[str]
    began: float
    events: list[dict[str, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    ended: float | None = None
    _readers: list[threading.Thread] = field(default_factory=list)

    @property
    def code(self) -> int | None:
        return self.process.poll()

    @property
    def told(self) -> str:
        """What it said to the operator, as one line."""
        return " ".join(" ".join(self.errors).split())

    @property
    def document(self) -> Any:
        """What it printed, as one JSON document."""
        return json.loads("".join(self.said))

    def wait(self, patience: float = _PATIENCE) -> int:
        try:
            code = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Astray(
                f"`creditai {' '.join(self.words)}` did not end in {patience:g} s: {self.told}"
            ) from None
        for reader in self._readers:
            reader.join()
        if self.ended is None:
            self.ended = time.monotonic()
        return code

    def until(self, seen: Callable[[dict[str, Any]], bool], what: str, patience: float = _PATIENCE) -> None:
        """Wait for an event of its own."""
        deadline = time.monotonic() + patience
        looked = 0
        while True:
            while looked < len(self.events):
                looked += 1
                if seen(self.events[looked - 1]):
                    return
            if self.code is not None or time.monotonic() > deadline:
                raise Astray(f"`creditai {' '.join(self.words)}` never came to {what}: {self.told}")
            time.sleep(0.01)

    def kill(self) -> None:
        """As a power cut does: at once, nothing said."""
        self.signal(signal.SIGKILL)
        self.wait()

    def signal(self, number: signal.Signals) -> None:
        os.killpg(self.process.pid, number)


def begin(
    *words: str,
    by: str,
    folder: Path = ROOT,
    environ: Mapping[str, str] | None = None,
    largest_file: int | None = None,
) -> Acting:
    """Type it. `largest_file`: writing beyond so many bytes fails, as it does on a disk that is full."""
    program = (_SMALL.format(largest_file) if largest_file is not None else "") + _DOOR
    process = subprocess.Popen(
        [sys.executable, "-c", program, *words], cwd=folder, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    acting = Acting(by, words, process, time.monotonic())
    for stream, hear in ((process.stdout, acting.said), (process.stderr, acting.errors)):
        reader = threading.Thread(target=_read, args=(stream, hear, acting), daemon=True)
        acting._readers.append(reader)
        reader.start()
    return acting


def _read(stream: Any, hear: list[str], acting: Acting) -> None:
    with stream:
        for line in stream:
            hear.append(line)
            if hear is acting.said and line.startswith('{"event"'):
                acting.events.append(json.loads(line))
    if hear is acting.said:
        acting.ended = time.monotonic()

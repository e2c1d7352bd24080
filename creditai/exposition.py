"""Metrics of a colour as a whole: its workers answer on Unix sockets of one folder, and web gathers them.

Reading papers, OCR, jobs and payments happen in workers, which serve no HTTP of their own. Each takes the lowest number
that no living process of the folder holds (a lock that ends with its holder), and answers its metrics as HTTP on
`work-N.sock`. What web answers is told apart by the label `process`, whose words are as many as there are workers.

    curl --unix-socket FOLDER/work-0.sock http://localhost/metrics
"""

from __future__ import annotations

import fcntl
import http.client
import os
import re
import socket
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer

from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample

from creditai import metrics
from creditai.errors import WrongUsage

MOST = 64
_LONGEST = 100
"""Bytes that the path of a socket may have: the kernel's bound is 107."""
SECONDS = 0.5
"""How long a worker may take to answer: who asks web for metrics waits meanwhile."""
_NAME = re.compile(r"work-\d+\.sock")
_MACHINE = "machine_"
"""What is the machine's is the same whoever tells it: web does."""


@dataclass(slots=True)
class Door:
    """Where a process answers its metrics, until it ends."""

    path: Path
    server: ThreadingUnixStreamServer
    lock: int

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.path.unlink(missing_ok=True)
        os.close(self.lock)


def answering(folder: Path) -> Door:
    """Answer the metrics of this process there. WrongUsage: no socket can be made in this folder."""
    if not fits(folder):
        raise WrongUsage(
            f"CREDITAI_METRICS_FOLDER is too long for a socket in it ({folder}): at most {_LONGEST - 13} bytes."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, lock = _taken(folder)
    path.unlink(missing_ok=True)
    before = os.umask(0o077)
    try:
        server = _Server(str(path), _Answer)
    finally:
        os.umask(before)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return Door(path, server, lock)


def fits(folder: Path) -> bool:
    return len(os.fsencode(folder / "work-00.sock")) <= _LONGEST


def gathered(folder: Path) -> bytes:
    """What this process measured and what the workers of the folder did, as Prometheus reads it."""
    told = {"web": metrics.exposition()}
    silent = 0
    for path in sorted(folder.glob("work-*.sock")):
        if not _NAME.fullmatch(path.name) or not _lives(path):
            continue
        answer = _asked(path)
        if answer is None:
            silent += 1
        else:
            told[path.stem] = answer
    families = [*_merged(told), *_counted(len(told), silent)]
    return generate_latest(_Families(families))


def _taken(folder: Path) -> tuple[Path, int]:
    for number in range(MOST):
        path = folder / f"work-{number}.sock"
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        return path, lock
    raise WrongUsage(
        f"{MOST} workers have their metrics in {folder} already; give this colour another folder."
    )


def _lives(path: Path) -> bool:
    """Whether a process holds its place: what a killed one left is nobody's."""
    try:
        with path.with_suffix(".lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


class _Server(ThreadingUnixStreamServer):
    daemon_threads = True


class _Answer(BaseHTTPRequestHandler):
    timeout = 5

    def do_GET(self) -> None:
        body = metrics.exposition()
        self.send_response(200)
        self.send_header("Content-Type", metrics.MEDIA_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Requests of a scraper are no news."""


class _Line(http.client.HTTPConnection):
    """HTTP to a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def _asked(path: Path) -> bytes | None:
    """None: it does not answer, because it ended just now or is busy to the utmost."""
    line = _Line(path)
    try:
        line.request("GET", "/metrics")
        answer = line.getresponse()
        return answer.read() if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()


def _merged(told: dict[str, bytes]) -> list[Metric]:
    """Families by name, each once, with the samples of all processes."""
    found: dict[str, Metric] = {}
    for process, text in told.items():
        for family in text_string_to_metric_families(text.decode()):
            if process != "web" and family.name.startswith(_MACHINE):
                continue
            into = found.setdefault(family.name, Metric(family.name, family.documentation, family.type))
            into.samples.extend(_labelled(family.samples, process))
    return list(found.values())


def _labelled(samples: Iterable[Sample], process: str) -> Iterator[Sample]:
    for each in samples:
        yield Sample(each.name, {**each.labels, "process": process}, each.value)


def _counted(answered: int, silent: int) -> Iterator[Metric]:
    told = GaugeMetricFamily(
        "metrics_processes", "Processes of this colour whose metrics these are, and those that did not answer.",
        labels=["state"],
    )  # fmt: skip
    told.add_metric(["answered"], answered)
    told.add_metric(["silent"], silent)
    yield told


class _Families(Collector):
    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        yield from self._families

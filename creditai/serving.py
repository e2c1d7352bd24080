"""The processes of the service: one that serves HTTP, one that works. The contract with whoever supervises them.

SIGTERM (or the operator's drain) makes the web process say not-ready, answer what still comes with `Connection:
close`, end connections that say nothing, and end when no connection is left, at the latest after `drain_seconds`;
what is under way then has five seconds more. The worker takes no more jobs, finishes its own or hands them back. Exit code 0 either way.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import stat
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from wsgiref.simple_server import WSGIRequestHandler, make_server

import uvicorn
from fastapi import FastAPI
from prometheus_client import make_wsgi_app

from creditai import exposition, logs, metrics, worker
from creditai.clients import sentry
from creditai.flows import every_job
from creditai.logs import log
from creditai.settings import Settings
from creditai.web.application import application
from creditai.web.draining import Drain
from creditai.web.protocol import Protocol
from creditai.wiring import Wiring, wire

SETTLE_SECONDS = 1.0
"""How long nothing must have come before an instance that drains believes that it is out of traffic."""
QUIET_SECONDS = 5.0
"""How long a connection may say nothing while draining before it is ended. What divides traffic must have closed it by
itself within that (nginx at our edge: after 2), lest it send a request on it at that very moment."""
LAST_SECONDS = 5
KEEP_ALIVE_SECONDS = 75
"""Longer than what keeps connections to us (nginx: 60), so that the other side closes first."""


class Server(uvicorn.Server):
    """uvicorn, which would close its door at once at SIGTERM; here it drains first."""

    def __init__(self, config: uvicorn.Config, drain: Drain, seconds: float) -> None:
        super().__init__(config)
        self._drain, self._seconds = drain, seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal drains, another one ends at once."""
        if self._drain.leaving or self._seconds <= 0:
            super().handle_exit(sig, frame)
        else:  # begun by the loop: a lock may be held where the signal came
            self._drain.asked_to_leave = True

    async def on_tick(self, counter: int) -> bool:
        if self._drain.asked_to_leave and not self._drain.leaving:
            self._drain.begin(leave=True)
        if self._drain.begun:
            for each in list(self.server_state.connections):
                if isinstance(each, Protocol):
                    each.end_if_quiet(QUIET_SECONDS)
        if self._drain.leaving and self._drained():
            self.should_exit = True
        return await super().on_tick(counter)

    def connections(self) -> int:
        return len(self.server_state.connections)

    def _drained(self) -> bool:
        """Whether traffic is gone, or the time is."""
        now, since = time.monotonic(), self._drain.since or 0.0
        quiet = now - max(self._drain.answered_last, since)
        over = now - since >= self._seconds
        idle = self._drain.under_way == 0 and quiet >= SETTLE_SECONDS
        return over or (idle and (self.connections() == 0 or quiet >= self._seconds / 2))


def serve(settings: Settings, *, path: Path | None, port: int | None) -> int:
    """Serve on a Unix socket or a port of loopback until SIGTERM; the exit code."""
    wiring = _begin(settings, "web")
    app = application(wiring)
    if path is not None:
        _unix(path)
    config = configuration(app, path)
    server = Server(config, app.state.drain, settings.drain_seconds)
    app.state.connections = server.connections
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_served(server, None if path is not None else _tcp(port or 0)))
    lost = app.state.drain.under_way
    metrics.LOST.inc(lost)
    log.info("instance.stopped", lost=lost)
    _end(wiring, path)
    return 0


def configuration(app: FastAPI, path: Path | None) -> uvicorn.Config:
    """How uvicorn serves it."""
    return uvicorn.Config(
        app, uds=str(path) if path is not None else None, log_config=None, access_log=False, http=Protocol, lifespan="on",
        ws="none", proxy_headers=path is not None, forwarded_allow_ips="*" if path is not None else "127.0.0.1",
        server_header=False, backlog=2048, timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=LAST_SECONDS,
    )  # fmt: skip


async def _served(server: Server, door: socket.socket | None) -> None:
    """Like uvicorn's `serve`, but a signal that was heeded is not raised again: the exit code is 0."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, server.handle_exit, name, None)
    log.info("instance.started")
    await server._serve(sockets=None if door is None else [door])


def work(settings: Settings, *, jobs: int, port: int | None) -> int:
    """Take jobs until SIGTERM. With a port, metrics are answered there, on loopback; with a folder of the settings, on a
    socket in it."""
    wiring = _begin(settings, "worker")
    metrics.declare("task", [job.name for job in every_job()])
    metrics.watch_database(wiring.database.engine)
    if port is not None:
        _metrics(port)
    door = exposition.answering(Path(settings.metrics_folder)) if settings.metrics_folder else None
    wiring.flags.start()
    log.info("instance.started")
    left = asyncio.run(worker.work(wiring, jobs=jobs))
    log.info("instance.stopped")
    if door is not None:
        door.close()
    _end(wiring, None)
    if left:  # Python would wait for them, and they may be another's by then
        os._exit(0)
    return 0


def _begin(settings: Settings, role: str) -> Wiring:
    logs.set_up(release=settings.release, colour=settings.colour, environment=settings.environment)
    sentry.set_up(settings)
    measured(settings)
    wiring = wire(settings)
    wiring.flags.named(role)
    return wiring


def measured(settings: Settings) -> None:
    """What metrics ask of this process at the moment when they are asked."""
    metrics.MACHINE.folder = settings.data
    metrics.REDACTED.set_function(lambda: logs.REDACTION.replaced)


def _end(wiring: Wiring, path: Path | None) -> None:
    wiring.close()
    sentry.flush()
    if path is not None:
        path.unlink(missing_ok=True)


def _unix(path: Path) -> None:
    """Mark the place of the socket, for this account and its group: uvicorn takes the place of a dead socket and
    keeps its rights, which else it would open to everybody."""
    if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
        path.unlink()
    before = os.umask(0o007)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as made:
            made.bind(str(path))
    finally:
        os.umask(before)


def _tcp(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests of a scraper are no news."""


def _metrics(port: int) -> None:
    app = make_wsgi_app(metrics.REGISTRY)
    server = make_server("127.0.0.1", port, app, handler_class=_Silent)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()

"""Logs: one JSON line per event, each proven clean before it is printed (`redaction`), by a name that `events` declares.

    from creditai.logs import log
    log.info("request.answered", route="/api/v1/papers", status=200, ms=12.5)

`set_up` is called once, at the door of a process; after it the standard library's loggers, warnings and
uncaught exceptions go the same way: of them only the place in the code is told. What belongs to one request
(`request`, `trace`, `person`) is bound by `about` and is in each line of it. Words that a key may have
(`route`, `task`, `flag`, ...) are declared with `REDACTION.declare`.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO
from uuid import UUID

import structlog

from creditai.logs.redaction import Redaction

REDACTION = Redaction()
log: structlog.typing.FilteringBoundLogger = structlog.get_logger()


def set_up(stream: TextIO | None = None, *, release: str, colour: str, environment: str) -> None:
    """Send every word of this process through redaction to `stream` (stderr unless told)."""
    for key, word in (("release", release), ("colour", colour), ("environment", environment)):
        REDACTION.declare(key, [word])
    own = {"release": release, "colour": colour}
    _configure(stream, own)
    _take_over(_Foreign(_Printer(stream), own))


class _Printer:
    """Writes whole lines; without a stream of its own to what stderr is at the time."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        stream = self._stream or sys.stderr
        stream.write(line + "\n")
        stream.flush()

    debug = info = warning = error = critical = msg


def _configure(stream: TextIO | None, own: dict[str, str]) -> None:
    printer = _Printer(stream)
    where = {structlog.processors.CallsiteParameter.FILENAME, structlog.processors.CallsiteParameter.LINENO}
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.CallsiteParameterAdder(where),
            _stamp(own),
            REDACTION,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: printer,
        cache_logger_on_first_use=False,
    )


@contextmanager
def about(**ids: UUID | str | None) -> Iterator[None]:
    """Bind ids to every line that is logged inside, in threads that are started from here too."""
    with structlog.contextvars.bound_contextvars(**{k: v for k, v in ids.items() if v is not None}):
        yield


def _stamp(own: dict[str, str]) -> structlog.typing.Processor:
    def stamp(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"ts": datetime.now(UTC), **own, **event}

    return stamp


class _Foreign(logging.Handler):
    """The standard library's loggers: where in the code and how grave, never the words."""

    def __init__(self, printer: _Printer, own: dict[str, str]) -> None:
        super().__init__(logging.WARNING)
        self._printer, self._own, self._render = printer, own, structlog.processors.JSONRenderer()

    def emit(self, record: logging.LogRecord) -> None:
        event = {
            "ts": datetime.fromtimestamp(record.created, UTC),
            **self._own,
            **structlog.contextvars.get_contextvars(),
            "event": "foreign",
            "level": record.levelname.lower(),
            "logger_name": record.name,
            "filename": record.filename,
            "lineno": record.lineno,
            "exc_info": record.exc_info,
        }
        self.write(event)

    def write(self, event: dict[str, Any]) -> None:
        self._printer.msg(str(self._render(None, "", dict(REDACTION(None, "", event)))))


def _take_over(handler: _Foreign) -> None:
    """The ways around a logger: handlers of libraries, warnings, exceptions that nobody caught."""
    logging.raiseExceptions = False  # it prints the record that failed, words and all
    logging.captureWarnings(True)
    root = logging.getLogger()
    root.handlers = [handler]
    for name in list(logging.root.manager.loggerDict):
        other = logging.getLogger(name)
        other.handlers, other.propagate = [], True

    def crashed(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        here = sys._getframe()
        handler.write(
            {
                "ts": datetime.now(UTC),
                "event": "crashed",
                "level": "critical",
                "filename": here.f_code.co_filename,
                "lineno": here.f_lineno,
                "exc_info": error,
            }
        )

    sys.excepthook = crashed
    threading.excepthook = lambda told: crashed(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: crashed(told.exc_type, told.exc_value, told.exc_traceback)


_configure(None, {})  # a line before `set_up` is redacted too: structlog's own default prints local variables

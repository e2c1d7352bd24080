"""What may be printed in a log line: declared keys with proven values. What cannot be proven clean replaces
the whole event.

Nothing is searched for and blacked out: a search misses. Instead each key names the one kind of value it may
have (a number in its range, a UUID object, a word of a closed set), and a closed set holds words of the
program, declared at its start: routes, task names, switches. Free text has no kind. Of an exception the class
and the lines of code are told, never the message, which may quote a person's words.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import PurePath
from types import TracebackType
from typing import Any
from uuid import UUID

from creditai.logs.events import EVENTS

Kind = Callable[[Any], Any]
"""Gives the value as it may be printed, or raises ValueError."""

_DEEPEST = 30
_LEVELS = ("debug", "info", "warning", "error", "critical")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Unproven(ValueError):
    """A key or a value that may be anything."""


def _number(least: float, most: float) -> Kind:
    """A number in a range that holds no account number and no social security number."""

    def kind(value: Any) -> int | float:
        if type(value) not in (int, float) or not least <= value <= most:
            raise Unproven
        return round(value, 3) if type(value) is float else int(value)

    return kind


def _id(value: Any) -> str:
    """A UUID object: text of that shape may be a token."""
    if type(value) is not UUID:
        raise Unproven
    return str(value)


def _trace(value: Any) -> str:
    """As W3C Trace Context writes it, so that other programs' lines are found by it."""
    _id(value)
    return str(value.hex)


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise Unproven
    return value


class Redaction:
    """The last processor before the line is printed; `closed` grows by `declare` at the start of the program."""

    def __init__(self) -> None:
        self.closed: dict[str, set[str]] = {
            "event": set(EVENTS),
            "level": set(_LEVELS),
            "method": set(_METHODS),
        }
        self._kinds: dict[str, Kind] = {
            **dict.fromkeys(("request", "person", "paper", "report", "dispute", "letter", "instance"), _id),
            **dict.fromkeys(("ms", "seconds"), _number(0, 10_000_000)),
            **dict.fromkeys(("count", "page", "pages", "attempt", "epoch", "lost", "connections"), _number(0, 1_000_000)),
            **dict.fromkeys(("bytes", "job"), _number(0, 99_999_999)),
            "trace": _trace,
            "status": _number(100, 599),
            **dict.fromkeys(("stale", "again"), _truth),
        }  # fmt: skip
        self.replaced = 0

    def declare(self, key: str, words: Iterable[str]) -> None:
        """Let `key` have one of these words, which are the program's own."""
        self.closed.setdefault(key, set()).update(words)

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        """structlog's protocol: the event as it may be printed."""
        try:
            return self.proven(event)
        except Exception:  # whatever failed: what it failed on is not printed
            self.replaced += 1
            return self._replacement(event)

    def proven(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """The event in printable form; Unproven when any part of it may be anything."""
        given = dict(event)
        made: dict[str, Any] = {"ts": given.pop("ts").isoformat(timespec="milliseconds")}
        place = (given.pop("filename"), given.pop("lineno"))
        failure = given.pop("exc_info", None)
        source = given.pop("logger_name", None)
        made |= {key: self._value(key, value) for key, value in given.items() if value is not None}
        made["at"] = _place(*place)
        if source is not None:
            made["logger"] = _module(source)
        if failure:
            made |= _failure(failure)
        return made

    def _value(self, key: str, value: Any) -> Any:
        if key in self.closed:
            if type(value) is not str or value not in self.closed[key]:
                raise Unproven
            return value
        kind = self._kinds.get(key)
        if kind is None:
            raise Unproven
        return kind(value)

    def _replacement(self, event: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {"event": "unproven"}
        readers: dict[str, Callable[[], Any]] = {
            "ts": lambda: event["ts"].isoformat(timespec="milliseconds"),
            "level": lambda: self._value("level", event["level"]),
            "at": lambda: _place(event["filename"], event["lineno"]),
        }
        for key, read in readers.items():
            try:
                made[key] = read()
            except Exception:
                made[key] = "unknown"
        return made


def _place(filename: Any, line: Any) -> str:
    """`file.py:12` of a module that is loaded; another file's name may be anything."""
    name = PurePath(filename)
    return f"{name.name}:{int(line)}" if name.stem in _stems() else "unknown"


_seen: tuple[int, frozenset[str]] = (0, frozenset())


def _stems() -> frozenset[str]:
    """The file names of the loaded modules, without `.py`."""
    global _seen
    if _seen[0] != len(sys.modules):
        files = (getattr(module, "__file__", None) for module in tuple(sys.modules.values()))
        _seen = (len(sys.modules), frozenset(PurePath(file).stem for file in files if isinstance(file, str)))
    return _seen[1]


def _module(name: Any) -> str:
    """The longest part of a logger's name that is a loaded module."""
    parts = str(name).split(".")
    for end in range(len(parts), 0, -1):
        if ".".join(parts[:end]) in sys.modules:
            return ".".join(parts[:end])
    return "unknown"


def _failure(told: Any) -> dict[str, Any]:
    """Class and lines of code of an exception and its causes."""
    error = (
        told if isinstance(told, BaseException) else told[1] if isinstance(told, tuple) else sys.exc_info()[1]
    )
    if error is None:
        return {}
    chain = list(_chain(error))
    return {
        "error": class_name(chain[0]),
        "causes": [class_name(e) for e in chain[1:]],
        "stack": list(frames(error.__traceback__)),
    }


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen and len(seen) < _DEEPEST:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


def class_name(error: BaseException) -> str:
    """The class of an exception, as long as a module defines it by that name: one that was made up at run time
    may be named after anything."""
    kind = type(error)
    module = sys.modules.get(kind.__module__)
    return kind.__qualname__ if getattr(module, kind.__name__, None) is kind else "Exception"


def frames(trace: TracebackType | None) -> Iterator[str]:
    """`file.py:12 function`, the last ones; code is the program's, not a person's."""
    for frame, line in list(traceback.walk_tb(trace))[-_DEEPEST:]:
        code = frame.f_code
        if PurePath(code.co_filename).stem in _stems():
            yield f"{PurePath(code.co_filename).name}:{line} {code.co_name}"
        else:
            yield "unknown"

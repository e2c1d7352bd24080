"""What the service depends on, and whether it is well: one file per thing, found by scanning.

    class Database(Probe):
        name = "database"            # /api/system/health/database
        critical = True              # without it nothing works: not ready, and the whole is `failing`
        def probe(self, wiring: Wiring) -> Told: ...

A probe asks the thing itself, by the way the service uses it, and answers within `SECONDS`: what hangs is failing.
It returns how it is (`Told`), or raises: that is `failing`. What is not set up is `not_configured`, never a
stand-in "healthy". `detail` holds numbers and words of the program, for operators alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar, Literal

from creditai.errors import NotFound
from creditai.logs import REDACTION, log
from creditai.wiring import Wiring

Status = Literal["healthy", "degraded", "failing", "not_configured"]
SECONDS = 3.0
FRESH_SECONDS = 4.0
"""How old an answer may be that is given without asking anew; with `SECONDS` it stays well under ten."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a thing is, by its own answer."""

    status: Status
    detail: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)


NOT_CONFIGURED = Told("not_configured")


class Probe:
    """One thing that is depended on."""

    name: ClassVar[str]
    critical: ClassVar[bool] = False

    def probe(self, wiring: Wiring) -> Told:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe told, how long it took to tell, and when it was asked (steady clock)."""

    told: Told
    seconds: float
    at: float

    @property
    def age(self) -> float:
        return time.monotonic() - self.at


@cache
def every_probe() -> Mapping[str, Probe]:
    """Name -> probe, of all files of this folder."""
    modules = [import_module(m.name) for m in iter_modules(__path__, f"{__name__}.")]
    kinds = [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Probe) and thing.__module__ == module.__name__
    ]
    found = {kind.name: kind() for kind in sorted(kinds, key=lambda kind: kind.name)}
    assert len(found) == len(kinds), "two probes have one name"
    REDACTION.declare("dependency", found)
    return found


class Health:
    """Asks the probes of one process, each at most once at a time and not oftener than FRESH_SECONDS."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring, self._lock = wiring, threading.Lock()
        self._answers: dict[str, Answer] = {}
        self._asking: dict[str, Future[Told]] = {}

    def of(self, name: str) -> Answer:
        """How one thing is; NotFound when nothing has that name."""
        return self._all([name])[name]

    def all(self) -> Mapping[str, Answer]:
        return self._all(list(every_probe()))

    def schema(self) -> str | None:
        """The revision that the database was last seen at; nobody is asked."""
        known = self._answers.get("database")
        revision = known.told.detail.get("schema") if known else None
        return revision if isinstance(revision, str) else None

    def critical(self) -> Mapping[str, Answer]:
        return self._all([name for name, probe in every_probe().items() if probe.critical])

    def _all(self, names: list[str]) -> dict[str, Answer]:
        """Ask what is not fresh, all at once, and wait for it."""
        for name in names:
            if name not in every_probe():
                raise NotFound(
                    f"Nothing is called {name[:40]!r} here; there are: {', '.join(every_probe())}."
                )
        began = time.monotonic()
        waiting = {name: self._ask(name) for name in names if not self._fresh(name)}
        for name, future in waiting.items():
            self._keep(name, future, began)
        return {name: self._answers[name] for name in names}

    def _fresh(self, name: str) -> bool:
        known = self._answers.get(name)
        return known is not None and known.age < FRESH_SECONDS

    def _ask(self, name: str) -> Future[Told]:
        """A thread per question: one that hangs holds up no other, and is not asked again before it ended."""
        with self._lock:
            running = self._asking.get(name)
            if running is not None and not running.done():
                return running
            future = self._asking[name] = Future[Told]()
        threading.Thread(target=self._answer, args=(name, future), name=f"health-{name}", daemon=True).start()
        return future

    def _answer(self, name: str, future: Future[Told]) -> None:
        try:
            future.set_result(every_probe()[name].probe(self.wiring))
        except Exception as error:  # whatever it is: the thing does not do what it is for
            future.set_result(Told("failing", {"error": type(error).__name__}))

    def _keep(self, name: str, future: Future[Told], began: float) -> None:
        try:
            told = future.result(max(0.0, SECONDS - (time.monotonic() - began)))
        except TimeoutError:
            told = Told("failing", {"error": f"no answer within {SECONDS:.0f} seconds"})
        before = self._answers.get(name)
        self._answers[name] = Answer(told, time.monotonic() - began, began)
        if before is not None and before.told.status != told.status:
            log.warning("health.changed", dependency=name, state=told.status)


REDACTION.declare("state", ("healthy", "degraded", "failing", "not_configured"))


def whole(answers: Mapping[str, Answer]) -> Status:
    """All in one word: failing when something critical fails, degraded when anything else is not well."""
    probes = every_probe()
    if any(a.told.status == "failing" and probes[name].critical for name, a in answers.items()):
        return "failing"
    if any(a.told.status in ("failing", "degraded") for a in answers.values()):
        return "degraded"
    return "healthy"

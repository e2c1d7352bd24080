"""Who is told outside of this machine: one file per way, found by scanning; each describes, `perform` sends. Pure.

    class Slack(Notifier):
        '''A channel of Slack.'''
        keys = ("slack",)                       # the keys under [notify] without which it is not set up
        repeatable = False                      # whether sending twice is being told once
        def sends(self, notice, given): ...     # the request or mail; None: this notice is not for it

A message goes out once by each way: the ledger is the journal (`telling.py`). What fails to be told is said aloud and
stops nothing. The status page is a file, and no way of these: `incident/statuspage.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar, Literal

from runbook.actions import Mail, Request

Kind = Literal["change", "alert", "message", "resolved"]
"""change: of a release, wakes nobody; alert: opens an incident; message: how it stands; resolved: it is over."""

KEYS: Mapping[str, str] = {
    "slack": "a reference to the whole URL of an incoming webhook",
    "pagerduty": "a reference to the routing key of an Events API v2 integration",
    "pagerduty_at": "where the Events API is; by default https://events.pagerduty.com",
    "mail": "smtp://HOST:PORT or smtps://HOST:PORT; with a sign-in, a reference to it",
    "mail_from": "the sender's address",
    "mail_to": "addresses, with commas between them",
    "contacts": "the file of the on-call rotation: who is on call is mailed too, and named",
}
"""What may stand under [notify] of an environment file."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told. `name`: under which it is told once; `about`: the run or incident that it belongs to."""

    name: str
    kind: Kind
    about: str
    subject: str
    text: str
    at: datetime
    source: str
    severity: str = "LOW"
    persons: tuple[str, ...] = ()


class Notifier:
    """One way."""

    keys: ClassVar[tuple[str, ...]]
    repeatable: ClassVar[bool] = False

    @property
    def name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def sends(self, notice: Notice, given: Mapping[str, str]) -> Request | Mail | None:
        raise NotImplementedError


def every_notifier() -> tuple[Notifier, ...]:
    modules = [import_module(m.name) for m in iter_modules(__path__, f"{__name__}.")]
    return tuple(
        thing()
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Notifier) and thing.__module__ == module.__name__
    )


def set_up(given: Mapping[str, str]) -> tuple[Notifier, ...]:
    """The ways that an environment has."""
    return tuple(way for way in every_notifier() if all(given.get(key) for key in way.keys))

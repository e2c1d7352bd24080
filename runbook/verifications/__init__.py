"""Is what answers as it should be (chapter V)? One file per subject, one class per item; it only asks.

    class Alive(Verification):
        '''It says which release, colour and schema it is.'''
        covers = ("R081",)
        hint = "..."
        def asks(self, aim): ...                # the questions; none: not asked here
        def look(self, aim, answers): ...       # yes, no or unknown
        cases = (Case("yes", ...), Case("no", ...), Case("unknown", ...))

The aim is one colour, past the edge, or the edge itself. `cases` are the proof, as with checks. What loads instead of
asking (`performance`, `load`) is measured by the verbs of that name, with the same judge as a release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar

from runbook.actions import Address, Question
from runbook.checks import Answers, Case, Outcome
from runbook.environments import Environment


@dataclass(frozen=True, slots=True)
class Aim:
    """What is verified. `name`: blue, green or the edge; `tls`: whether it is reached by https."""

    environment: Environment
    name: str
    at: Address
    now: datetime

    @property
    def tls(self) -> bool:
        return self.at.where.startswith("https://")


class Verification:
    """One item."""

    covers: ClassVar[tuple[str, ...]]
    hint: ClassVar[str]
    cases: ClassVar[tuple[Case, ...]]

    @property
    def name(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def section(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    @property
    def about(self) -> str:
        return (type(self).__doc__ or "").strip().splitlines()[0]

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        raise NotImplementedError

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        raise NotImplementedError


def sections() -> tuple[str, ...]:
    return tuple(sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")))


def every_verification(section: str | None = None) -> tuple[Verification, ...]:
    """Every item of the folder, or of one section."""
    modules = [import_module(f"{__name__}.{name}") for name in sections() if section in (None, name)]
    return tuple(
        thing()
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Verification)
        and thing.__module__ == module.__name__
        and not thing.__name__.startswith("_")
    )

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

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from runbook import items
from runbook.actions import Address, Question
from runbook.checks import Answers, Case, Outcome
from runbook.environments import Environment
from runbook.items import Item


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


class Verification(Item):
    """One item."""

    covers: ClassVar[tuple[str, ...]]
    covers_past_edge: ClassVar[tuple[str, ...]] = ()
    """What it is evidence for besides, when a colour is asked and not the edge."""
    hint: ClassVar[str]
    cases: ClassVar[tuple[Case, ...]]

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        raise NotImplementedError

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        raise NotImplementedError


def sections() -> tuple[str, ...]:
    return items.sections(__name__)


def every_verification(section: str | None = None) -> tuple[Verification, ...]:
    """Every item of the folder, or of one section."""
    return items.every(__name__, Verification, section)

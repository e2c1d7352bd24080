"""The kinds of letter: one file each. This is the door; the whole contract is on this screen.

A kind is one class in a file of this folder; file name with `-` for `_` is its id. It says to whom it
goes, on what it rests, and when it may be written: `refuses` gives the reason why not now, in one
sentence, and nothing writes a letter past it. `write` composes the letter from wordings (module
constants) and facts; `guard` then checks it against the same standing, and refuses what does not hold.

To add one: a file with a class, its wordings, and a request in tests/creditai/disputes/requests.py for
which it may be written and one for which it may not; the must-nots are tested over every kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import ClassVar, Literal

from creditai.case import OutcomeWord
from creditai.disputes.clocks import Posting
from creditai.disputes.grounds import Disputed
from creditai.disputes.letter import Fact, Letter
from creditai.disputes.standing import Standing
from creditai.errors import Broken, LetterRefused, WrongUsage
from creditai.law.numbers import MAIL_DAYS
from creditai.report import Bureau

To = Literal["bureau", "furnisher", "collector", "company", "nobody"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The dispute that a letter follows: its id, and what was answered to it."""

    dispute: str
    outcomes: tuple[OutcomeWord, ...] = ()
    annual: bool | None = None
    mail_days: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a letter is to be about. `recipient`: the lines of the envelope, name first."""

    standing: Standing
    recipient: tuple[Fact, ...]
    bureau: Bureau | None = None
    items: tuple[Disputed, ...] = ()
    earlier: Earlier | None = None

    def told(self, name: str) -> Fact | None:
        """What the consumer answered for this kind of letter, None when nothing."""
        if not self.standing.told.get(name, "").strip():
            return None
        return self.standing.fact("consumer", f"told/{name}")

    def posting(self) -> Posting:
        """What is recorded of the earlier letter, for its clock."""
        assert self.earlier is not None
        records, name = self.standing.records, self.earlier.dispute
        days = MAIL_DAYS.value if self.earlier.mail_days is None else self.earlier.mail_days
        return Posting(
            sent=records.get(f"{name}/sent"),
            received=records.get(f"{name}/received"),
            annual=self.earlier.annual,
            more_sent=records.get(f"{name}/more-sent"),
            answered=records.get(f"{name}/answered"),
            mail_days=days,
        )


class Kind:
    """One kind of letter."""

    title: ClassVar[str]
    to: ClassVar[To]
    when: ClassVar[str]
    basis: ClassVar[tuple[str, ...]]
    asks: ClassVar[Mapping[str, str]] = {}
    """What only the consumer can tell for this kind: name in `told` -> question."""

    @property
    def id(self) -> str:
        return type(self).__module__.rpartition(".")[2].replace("_", "-")

    def refuses(self, request: Request) -> str | None:
        """Why this letter may not be written now; None when it may."""
        raise NotImplementedError

    def write(self, request: Request) -> Letter:
        raise NotImplementedError


def compose(kind: str, request: Request) -> Letter:
    """The letter of this kind, or LetterRefused with the kind's own reason. Not yet guarded."""
    chosen = every_kind().get(kind)
    if chosen is None:
        raise WrongUsage(f"There is no kind of letter {kind!r}; there are {', '.join(every_kind())}.")
    reason = chosen.refuses(request)
    if reason is not None:
        raise LetterRefused(f"{chosen.title}: {reason}")
    return chosen.write(request)


@cache
def every_kind() -> Mapping[str, Kind]:
    modules = [import_module(found.name) for found in iter_modules(__path__, f"{__name__}.")]
    return {kind.id: kind for kind in map(_kind_of, modules)}


def _kind_of(module: ModuleType) -> Kind:
    own = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Kind) and thing.__module__ == module.__name__
    ]
    if len(own) != 1:
        raise Broken(f"{module.__name__} holds {len(own)} kinds of letter; one file is one kind.")
    return own[0]()

"""The kinds of letter: one file each. This is the door; the whole contract is on this screen.

A kind is one class in a file of this folder; file name with `-` for `_` is its id. It says to whom it
goes, on what it rests, and when it may be written: `refuses` gives the reason why not now, in one
sentence, and nothing writes a letter past it. `write` composes the letter from wordings (module
constants) and facts; `guard` then checks it against the same standing, and refuses what does not hold.

To add one: a file with a class, its wordings, how a person comes to it (`follows`, `alone`, or an opening
in `opening`), and requests in tests/creditai/disputes/requests.py for which it may and may not be written;
the must-nots are tested over every kind. docs/how-to/add-a-kind-of-letter.md goes through it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import ClassVar, Literal

from creditai.case import OutcomeWord
from creditai.disputes.clocks import Clock
from creditai.disputes.letter import Letter
from creditai.disputes.request import Request
from creditai.errors import Broken, LetterRefused, WrongUsage

To = Literal["bureau", "furnisher", "collector", "company", "nobody"]


class Kind:
    """One kind of letter."""

    title: ClassVar[str]
    to: ClassVar[To]
    when: ClassVar[str]
    basis: ClassVar[tuple[str, ...]]
    asks: ClassVar[Mapping[str, str]] = {}
    """What only the consumer can tell for this kind: name in `told` -> question."""
    follows: ClassVar[frozenset[OutcomeWord | None]] = frozenset()
    """What was answered for the items of an earlier letter that this one goes on about; None: nothing yet. Empty: it
    follows no letter."""
    clock: ClassVar[Clock | None] = None
    """Which period of the law its arrival starts. A letter that disputes with a bureau starts a reinvestigation, and
    only such a letter can be followed by others."""
    alone: ClassVar[bool] = False
    """Whether the person asks for it by itself: it is about no finding and follows no letter."""

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

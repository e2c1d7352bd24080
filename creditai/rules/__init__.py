"""Case -> findings: one file per inaccuracy. This is the door; the whole contract is on this screen.

A rule is one class in a file of this folder. Its docstring is the page that `creditai explain RULE`
prints: first the consumer's paragraph, then after a line `For a lawyer:` the law, the numbers and the
lawful look-alikes. File name with `-` for `_` is the rule's id. To add one: docs/how-to/add-a-rule.md.

A rule says nothing when an operand is None (not printed is not zero), and nothing when a month-only
date leaves doubt. It quotes what is printed; it never says which of two values is wrong, guesses no
motive, predicts no score. Rules are strangers to each other: one that builds on others names them in
`after` and finds their hits in `case.found`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from types import ModuleType
from typing import ClassVar, Literal

from creditai.case import Case, Entry
from creditai.errors import Broken
from creditai.examples import Example as Example
from creditai.quoting import prints

Severity = Literal["high", "medium", "low"]
Asks = Literal["delete", "correct", "verify", "investigate"]
Scope = Literal["one", "bureaus", "pulls"]


@dataclass(frozen=True, slots=True)
class Basis:
    """Why the finding matters: a section of law (`law`) or a bureau's or industry's own policy
    (`policy`), never both; each is a key of the dated tables in `creditai/law/` which hold source
    and checked_on."""

    law: str | None = None
    policy: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """What only the consumer can confirm: an id that is stable, a question that can be answered."""

    id: str
    question: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule saw: the things concerned, the sentence, the pointers of the values it quotes."""

    subject: tuple[str, ...]
    statement: str
    evidence: tuple[str, ...]

    @classmethod
    def of(cls, entries: Entry | Sequence[Entry], names: Sequence[str], follows: str) -> Hit:
        """Each entry's print of the fields `names` (`balance`, `remarks/0`, `report_date`), quoted with
        its page, then what follows from them. What an entry does not print is not quoted for it."""
        several = (entries,) if isinstance(entries, Entry) else tuple(entries)
        return cls.each([(entry, names) for entry in several], follows)

    @classmethod
    def each(cls, several: Sequence[tuple[Entry, Sequence[str]]], follows: str) -> Hit:
        """As `of`, where each entry has fields of its own to quote."""
        seen = [(entry, [name for name in names if entry.evidence(name)]) for entry, names in several]
        return cls(
            subject=tuple(dict.fromkeys(entry.pointer for entry, _ in several)),
            statement=" ".join([*(prints(entry, *shown) for entry, shown in seen if shown), follows]),
            evidence=tuple(entry.at(name) for entry, shown in seen for name in shown),
        )


class Rule:
    """One way a report can be wrong."""

    title: ClassVar[str]
    scope: ClassVar[Scope]
    severity: ClassVar[Severity]
    asks: ClassVar[Asks]
    basis: ClassVar[tuple[Basis, ...]]
    needs: ClassVar[tuple[Need, ...]] = ()
    after: ClassVar[tuple[str, ...]] = ()
    blanks: ClassVar[tuple[str, ...]] = ()
    """Fields whose printed label with nothing beside it is what the rule finds."""
    examples: ClassVar[tuple[Example, ...]]

    @property
    def id(self) -> str:
        return type(self).__module__.rpartition(".")[2].replace("_", "-")

    @property
    def page(self) -> str:
        """The docstring: the consumer's paragraph, then `For a lawyer:` and the rest."""
        return cleandoc(type(self).__doc__ or "")

    def look(self, case: Case) -> Iterable[Hit]:
        raise NotImplementedError


@cache
def every_rule() -> tuple[Rule, ...]:
    """One of each rule in this folder, by id."""
    modules = [import_module(found.name) for found in iter_modules(__path__, f"{__name__}.")]
    return tuple(sorted((_rule_of(module) for module in modules), key=lambda rule: rule.id))


def _rule_of(module: ModuleType) -> Rule:
    own = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == module.__name__
    ]
    if len(own) != 1:
        raise Broken(f"{module.__name__} holds {len(own)} rules; one file is one rule.")
    return own[0]()

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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from creditai.case import Case

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
class Example:
    """An invented case as data, in the contract's own JSON (partial: only the fields that matter).

    `hit` fires; `miss` comes near and does not; `trap` is the lawful look-alike and does not.
    `case`: {"reports": [{"report_date", "accounts": [{...}], ...}], "confirmed": {...}, ...};
    what is left out is null. See `creditai.examples.case_of`.
    """

    kind: Literal["hit", "miss", "trap"]
    case: Mapping[str, Any]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule saw: the things concerned, the sentence, the pointers of the values it quotes."""

    subject: tuple[str, ...]
    statement: str
    evidence: tuple[str, ...]


class Rule:
    """One way a report can be wrong."""

    title: ClassVar[str]
    scope: ClassVar[Scope]
    severity: ClassVar[Severity]
    asks: ClassVar[Asks]
    basis: ClassVar[tuple[Basis, ...]]
    needs: ClassVar[tuple[Need, ...]] = ()
    after: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[Example, ...]]

    def look(self, case: Case) -> Iterable[Hit]:
        raise NotImplementedError

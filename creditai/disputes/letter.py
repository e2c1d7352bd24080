"""A letter as data, before it is a page: every sentence a wording of ours, every value a fact with its source.

A `Wording` is a sentence with named slots; a `Fact` is what goes into one, together with where it
comes from. There is no third thing in a letter: no free text. That is what lets `guard` check every
sentence and figure, and what keeps markup out of the typesetting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Literal

Origin = Literal["paper", "page", "finding", "consumer", "record", "law", "policy", "address", "day"]
"""Where a fact stands, and what its `key` is:
paper     pointer of the value (`/reports/0/accounts/1/balance`)   page     pointer; the text is its page
finding   id of the finding; the text is its statement             consumer `name`, `answers/ID/NEED` ...
record    `DISPUTE/EVENT`, a day recorded in the workspace         law, policy   key of the dated tables
address   `bureau/experian/0`, a line of the address table         day      `today`, the letter's date
Of a finding `ID/row/POINTER` is the statement as the row of the thing at the pointer says it (`ID/paged/...`:
a row of several pages), `ID/needs/NEED` a question of its rule."""


@dataclass(frozen=True, slots=True)
class Fact:
    text: str
    origin: Origin
    key: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


class Wording(str):
    """A sentence of ours with slots: `Wording("My report number is {number}.")`. Module constants only;
    `creditai.disputes.wordings` lists them all."""

    __slots__ = ()

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(name for _, name, _, _ in Formatter().parse(self) if name)


@dataclass(frozen=True, slots=True)
class Said:
    """A wording with its slots filled."""

    wording: Wording
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.wording.format(**{name: fact.text for name, fact in self.facts.items()})


def say(wording: Wording, **facts: Fact) -> Said:
    if set(facts) != set(wording.slots):
        raise ValueError(f"the wording has the slots {wording.slots}, not {tuple(facts)}")
    return Said(wording, facts)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing disputed. `items`: the numbers in the dispute of what is found of it, by which an answer is
    recorded. `name`, `number`: as printed; `where`: pages; `points`: what is said of it;
    `asks`: what is requested for it, the one citation included."""

    items: tuple[int, ...]
    name: Said
    number: Said | None
    where: tuple[Said, ...]
    points: tuple[Said, ...]
    asks: tuple[Said, ...]

    @property
    def row(self) -> str:
        """`1`, `2–4`, `3, 5`: the numbers of its findings, as `creditai status` has them."""
        runs: list[list[int]] = []
        for number in self.items:
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


@dataclass(frozen=True, slots=True)
class Letter:
    """`kind`: id of the kind; `sheet`: True for a page that the consumer keeps or files themself, which
    has no recipient's address, mail line or signature. `signed`: lines to be signed beside the name."""

    kind: str
    sender: tuple[Fact, ...]
    recipient: tuple[Fact, ...]
    date: Fact
    subject: Said
    identifiers: tuple[Said, ...] = ()
    opening: tuple[Said, ...] = ()
    items: tuple[Item, ...] = ()
    requests: tuple[Said, ...] = ()
    closing: tuple[Said, ...] = ()
    enclosures: tuple[Said, ...] = ()
    signed: tuple[Said, ...] = ()
    sheet: bool = False

    def sentences(self) -> Iterator[Said]:
        """Every sentence, in the order of reading."""
        yield self.subject
        yield from self.identifiers
        yield from self.opening
        for item in self.items:
            yield item.name
            if item.number is not None:
                yield item.number
            yield from item.where
            yield from item.points
            yield from item.asks
        yield from self.requests
        yield from self.closing
        yield from self.signed
        yield from self.enclosures

    def facts(self) -> Iterator[Fact]:
        yield from self.sender
        yield from self.recipient
        yield self.date
        for said in self.sentences():
            yield from said.facts.values()


_UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


def printable(text: str) -> str:
    """What ink would show of `text`: control, direction and zero-width characters dropped, blanks single."""
    if text.isprintable():
        return " ".join(text.split())
    kept = (
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _UNPRINTED
    )
    return " ".join("".join(kept).split())

"""What is wrong, and what it means (appendix B): one file per trouble; it asks, in rounds, and concludes. Pure.

    class Memory(Diagnosis):
        '''Does something grow until the memory is full?'''
        covers = ("R168",)
        rounds = 6                                  # how often the questions are put
        def asks(self, scene): ...                  # the questions of one round
        def look(self, scene, rounds): ...          # findings, the gravest first; none: nothing of the kind is seen

A finding says what is seen with its figures, what that means, and what to do next, in sentences: it is read at night.
What could not be learnt is a finding too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import ClassVar

from runbook.actions import Address, Answer, Question, Ran
from runbook.environments import Environment
from runbook.facts import Fact, Process

Answers = Sequence[Answer | Ran]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where it is looked. `program`: the folder of the release that serves or was installed last; `seconds`: how long
    the rounds take together."""

    environment: Environment
    processes: Fact[tuple[Process, ...]]
    logs: Mapping[str, Path]
    edge: Address
    sides: Mapping[str, Address]
    live: str | None
    program: Path | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Finding:
    """`seen`: with figures; `means`: what follows from it; `next`: what to do now."""

    seen: str
    means: str
    next: str


class Diagnosis:
    """One kind of trouble."""

    covers: ClassVar[tuple[str, ...]]
    rounds: ClassVar[int] = 1

    @property
    def name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    @property
    def about(self) -> str:
        return (type(self).__doc__ or "").strip().splitlines()[0]

    def asks(self, scene: Scene) -> tuple[Question, ...]:
        raise NotImplementedError

    def look(self, scene: Scene, rounds: Sequence[Answers]) -> tuple[Finding, ...]:
        raise NotImplementedError


def every_diagnosis() -> tuple[Diagnosis, ...]:
    modules = [import_module(m.name) for m in iter_modules(__path__, f"{__name__}.")]
    return tuple(
        thing()
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Diagnosis) and thing.__module__ == module.__name__
    )


def text(answer: Answer | Ran) -> str:
    """What a program printed; empty for anything else."""
    return answer.output if isinstance(answer, Ran) else ""

"""What a defence is to the run that switches it off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Defence:
    """`off` switches it off; `test` is the one that must fail then, by what it asserts."""

    what: str
    test: str
    off: Callable[[], None]


def vars_of(kind: type, **methods: Any) -> None:
    """Put these in the place of a class's own."""
    for name, method in methods.items():
        setattr(kind, name, method)

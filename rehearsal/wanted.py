"""What a measured value is held against: a scene's `expects` are these, and each prints as the report shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Value = str | int | float | bool


class Wanted(Protocol):
    """What a measured value is held against."""

    def met(self, found: Value) -> bool: ...

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Exactly:
    value: Value

    def met(self, found: Value) -> bool:
        return type(found) is type(self.value) and found == self.value

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class AtMost:
    value: float

    def met(self, found: Value) -> bool:
        return isinstance(found, (int, float)) and found <= self.value

    def __str__(self) -> str:
        return f"at most {self.value:g}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    value: float

    def met(self, found: Value) -> bool:
        return isinstance(found, (int, float)) and found >= self.value

    def __str__(self) -> str:
        return f"at least {self.value:g}"


@dataclass(frozen=True, slots=True)
class Says:
    """Text that holds these words."""

    words: str

    def met(self, found: Value) -> bool:
        return isinstance(found, str) and self.words in found

    def __str__(self) -> str:
        return f"says “{self.words}”"

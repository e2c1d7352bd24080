"""A value worked out when it is first asked for and kept with its object.

As `functools.cached_property`, without the lock that Python 3.11 takes for each: a report has tens of thousands, and no
object here is shared by threads that would ask at one time and mind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801  (used as `property` is)
    def __init__(self, work: Callable[[Any], Value]) -> None:
        self._work, self.__doc__ = work, work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type | None = None) -> once[Value]: ...
    @overload
    def __get__(self, of: object, owner: type | None = None) -> Value: ...
    def __get__(self, of: object | None, owner: type | None = None) -> Value | once[Value]:
        if of is None:
            return self
        found = of.__dict__[self._name] = self._work(of)
        return found

"""`Report` <-> the JSON of `creditai.report/1`, field for field.

Money goes out as decimal strings with two places, dates as ISO of the precision printed. What comes
in may leave fields out (they are null); a field that the contract does not know is refused by name.

Every report crosses from a child process as this JSON, so both ways are quick: what is to be done for a
class is worked out once, from its annotations, and kept as a function.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from creditai.errors import WrongUsage
from creditai.report import SCHEMA, Evidence, Report, Source
from creditai.values import PartialDate

_OMIT_WHEN_EMPTY = {Evidence: ("also", "via", "confidence", "path"), Source: ("absent",)}
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})

T = TypeVar("T")
Make = Callable[[Any], Any]


def as_json(value: Any) -> Any:
    """Plain JSON data of a report, or of any part of one."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple or kind is list:
        return [as_json(item) for item in value]
    if kind is Decimal:
        return f"{value:.2f}"
    if kind is PartialDate:
        return str(value)
    if is_dataclass(kind):
        names, values = _parts(kind)
        data = dict(zip(names, map(as_json, values(value)), strict=True))
        return _finished(kind, data)
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    return value


def _finished(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    if kind is Report:
        return {"schema": SCHEMA, **data}
    for name in _OMIT_WHEN_EMPTY.get(kind, ()):
        if not data[name]:
            del data[name]
    return data


@cache
def _parts(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a class's fields, and what gives their values as a tuple."""
    names = tuple(f.name for f in fields(kind))
    if len(names) > 1:
        return names, attrgetter(*names)
    return names, lambda value: tuple(getattr(value, name) for name in names)


def report_from_json(data: Mapping[str, Any], at: str = "") -> Report:
    """The report that `data` says; WrongUsage names the pointer of what does not fit."""
    body = {key: item for key, item in data.items() if key != "schema"}
    if data.get("schema", SCHEMA) != SCHEMA:
        raise WrongUsage(f"{at or '/'}: schema is {data['schema']!r}; this reads {SCHEMA!r}.")
    return from_json(Report, body, at)


def from_json(kind: type[T], data: Any, at: str = "") -> T:
    """Any of our dataclasses out of its JSON, as strictly as a report."""
    try:
        built = _maker(cast(Any, kind))(data)
    except _Misfit as misfit:
        raise WrongUsage(f"{at}{misfit.pointer}: {misfit.said}") from misfit
    assert isinstance(built, kind)
    return built


class _Misfit(Exception):
    """What does not fit; each container on the way out puts its own key before the pointer."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said
        self.pointer = ""

    def under(self, key: Any) -> _Misfit:
        self.pointer = f"/{key}{self.pointer}"
        return self


@cache
def _maker(kind: Any) -> Make:
    """What makes a value of this annotated kind from JSON data."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(_maker(next(a for a in args if a is not type(None))))
    if origin is tuple:
        return _listed(_maker(args[0])) if args[-1] is Ellipsis else _row(tuple(map(_maker, args)))
    if origin is Literal:
        return _one_of(args)
    if origin is not None and issubclass(origin, Mapping):
        return _mapped(_maker(args[1]))
    if is_dataclass(kind) and kind is not PartialDate:
        return _object(kind)
    return _scalar(kind)


def _optional(make: Make) -> Make:
    return lambda data: None if data is None else make(data)


def _listed(make: Make) -> Make:
    def listed(data: Any) -> tuple[Any, ...]:
        if not isinstance(data, (list, tuple)):
            raise _Misfit("a list belongs here.")
        made = []
        try:
            for item in data:
                made.append(make(item))
        except _Misfit as misfit:
            raise misfit.under(len(made)) from None
        return tuple(made)

    return listed


def _row(makes: tuple[Make, ...]) -> Make:
    def row(data: Any) -> tuple[Any, ...]:
        if not isinstance(data, (list, tuple)):
            raise _Misfit("a list belongs here.")
        if len(data) != len(makes):
            raise _Misfit(f"{len(makes)} values belong here, not {len(data)}.")
        made = []
        try:
            for make, item in zip(makes, data, strict=True):
                made.append(make(item))
        except _Misfit as misfit:
            raise misfit.under(len(made)) from None
        return tuple(made)

    return row


def _one_of(allowed: tuple[Any, ...]) -> Make:
    known = frozenset(allowed)

    def one_of(data: Any) -> Any:
        if not isinstance(data, str) or data not in known:
            raise _Misfit(f"not one of {', '.join(map(str, allowed))}.")
        return data

    return one_of


def _mapped(make: Make) -> Make:
    def mapped(data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            raise _Misfit("an object belongs here.")
        made: dict[str, Any] = {}
        key: Any = None
        try:
            for key, item in data.items():
                made[key] = make(item)
        except _Misfit as misfit:
            raise misfit.under(key) from None
        return made

    return mapped


def _object(kind: Any) -> Make:
    hints = get_type_hints(kind)
    makes = {f.name: _maker(hints[f.name]) for f in fields(kind)}
    needed = {f.name: None for f in fields(kind) if _is_needed(f)}

    def object_(data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise _Misfit("an object belongs here.")
        values: dict[str, Any] = dict(needed)
        name = ""
        try:
            for name, item in data.items():
                values[name] = makes[name](item)
        except KeyError:
            unknown = sorted(map(str, set(data) - set(makes)))
            raise _Misfit(f"no such field: {', '.join(unknown)}.") from None
        except _Misfit as misfit:
            raise misfit.under(name) from None
        return kind(**values)

    return object_


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _scalar(kind: Any) -> Make:
    if kind is Any:
        return lambda data: data
    if kind in (PartialDate, Decimal, float):
        return _parsed(kind, PartialDate.parse if kind is PartialDate else kind)

    def scalar(data: Any) -> Any:
        if not isinstance(data, kind):
            raise _Misfit(f"a {kind.__name__} belongs here.")
        return data

    return scalar


def _parsed(kind: Any, parse: Make) -> Make:
    def parsed(data: Any) -> Any:
        try:
            value = parse(data)
            if kind is not PartialDate and not isfinite(value):
                raise ValueError(value)
            return value
        except (ValueError, InvalidOperation, AttributeError, TypeError) as error:
            raise _Misfit(f"not a {kind.__name__}.") from error

    return parsed

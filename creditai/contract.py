"""`Report` <-> the JSON of `creditai.report/1`, field for field.

Money goes out as decimal strings with two places, dates as ISO of the precision printed. What comes
in may leave fields out (they are null); a field that the contract does not know is refused by name.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from creditai.errors import WrongUsage
from creditai.report import SCHEMA, Evidence, Report
from creditai.values import PartialDate

T = TypeVar("T")
_OMIT_WHEN_EMPTY = ("also", "via", "confidence", "path")


def as_json(value: Any) -> Any:
    """Plain JSON data of a report, or of any part of one."""
    if isinstance(value, Report):
        return {"schema": SCHEMA, **_fields_as_json(value)}
    if is_dataclass(value) and not isinstance(value, (type, PartialDate)):
        return _fields_as_json(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    return value


def _fields_as_json(value: Any) -> dict[str, Any]:
    data = {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Evidence):
        for name in _OMIT_WHEN_EMPTY:
            if not data[name]:
                del data[name]
    return data


def report_from_json(data: Mapping[str, Any], at: str = "") -> Report:
    """The report that `data` says; WrongUsage names the pointer of what does not fit."""
    body = {key: item for key, item in data.items() if key != "schema"}
    if data.get("schema", SCHEMA) != SCHEMA:
        raise WrongUsage(f"{at or '/'}: schema is {data['schema']!r}; this reads {SCHEMA!r}.")
    built = _build(Report, body, at)
    assert isinstance(built, Report)
    return built


def from_json(kind: type[T], data: Any, at: str = "") -> T:
    """Any of our dataclasses out of its JSON, as strictly as a report."""
    built = _build(kind, data, at)
    assert isinstance(built, kind)
    return built


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(kind: Any, data: Any, at: str) -> Any:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if data is None else _build(next(a for a in args if a is not type(None)), data, at)
    if origin is tuple:
        return _build_tuple(args, data, at)
    if origin is Literal:
        return _one_of(args, data, at)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _build(args[1], item, f"{at}/{key}") for key, item in data.items()}
    if is_dataclass(kind) and kind is not PartialDate:
        return _build_dataclass(kind, data, at)
    return _scalar(kind, data, at)


def _build_tuple(args: tuple[Any, ...], data: Any, at: str) -> tuple[Any, ...]:
    if not isinstance(data, (list, tuple)):
        raise WrongUsage(f"{at}: a list belongs here.")
    kinds = [args[0]] * len(data) if args[-1] is Ellipsis else list(args)
    if len(kinds) != len(data):
        raise WrongUsage(f"{at}: {len(kinds)} values belong here, not {len(data)}.")
    return tuple(_build(k, item, f"{at}/{i}") for i, (k, item) in enumerate(zip(kinds, data, strict=True)))


def _one_of(allowed: tuple[Any, ...], data: Any, at: str) -> Any:
    if data not in allowed:
        raise WrongUsage(f"{at}: not one of {', '.join(map(str, allowed))}.")
    return data


def _build_dataclass(kind: Any, data: Any, at: str) -> Any:
    if not isinstance(data, Mapping):
        raise WrongUsage(f"{at}: an object belongs here.")
    known = {f.name: f for f in fields(kind)}
    unknown = sorted(set(data) - set(known))
    if unknown:
        raise WrongUsage(f"{at}: no such field: {', '.join(unknown)}.")
    hints = _hints(kind)
    needed = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
    values = {name: _build(hints[name], item, f"{at}/{name}") for name, item in data.items()}
    values.update({name: None for name in needed if name not in values})
    return kind(**values)


def _scalar(kind: Any, data: Any, at: str) -> Any:
    try:
        if kind is PartialDate:
            return PartialDate.parse(data)
        if kind is Decimal:
            return Decimal(data)
        if kind is float:
            return float(data)
    except (ValueError, InvalidOperation, AttributeError, TypeError) as error:
        raise WrongUsage(f"{at}: not a {kind.__name__}.") from error
    if kind is not Any and not isinstance(data, kind):
        raise WrongUsage(f"{at}: a {kind.__name__} belongs here.")
    return data

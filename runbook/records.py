"""Frozen dataclasses <-> JSON, by their annotations: what the journal keeps of plans and facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """`value` as what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, (frozenset, set)):
        return sorted(plain(each) for each in value)
    return value


def read(kind: type[T], data: Any) -> T:
    """The dataclass again. TypeError when `data` does not fit; what was written before a field with a default was added,
    fits."""
    return cast(T, _read(kind, data, {}))


def canonical(value: Any) -> str:
    """One text for one value: what digests are taken over."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any, bound: Mapping[Any, Any]) -> Any:
    kind = bound.get(kind, kind) if isinstance(kind, TypeVar) else kind
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _read_union(arguments, data, bound)
    if origin is Literal:
        if data not in arguments:
            raise TypeError(f"{data!r} is none of {arguments}")
        return data
    if origin is tuple:
        parts = arguments[:1] * len(data) if arguments[-1] is Ellipsis else arguments
        return tuple(_read(part, each, bound) for part, each in zip(parts, data, strict=True))
    if origin is not None and not is_dataclass(origin):
        return {key: _read(arguments[1], each, bound) for key, each in data.items()}
    if is_dataclass(origin or kind):
        return _read_fields(origin or kind, arguments, data, bound)
    if kind is datetime:
        return datetime.fromisoformat(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if kind is not Any and type(data) is not kind:
        raise TypeError(f"{data!r} is no {kind}")
    return data


def _read_fields(kind: Any, arguments: tuple[Any, ...], data: Any, bound: Mapping[Any, Any]) -> Any:
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    if not isinstance(data, Mapping) or not needed <= set(data) <= {f.name for f in fields(kind)}:
        raise TypeError(f"{data!r} does not fit {kind}")
    given = [bound.get(a, a) if isinstance(a, TypeVar) else a for a in arguments]
    inner = dict(zip(getattr(kind, "__parameters__", ()), given, strict=False))
    return kind(
        **{name: _read(hint, data[name], inner) for name, hint in _hints(kind).items() if name in data}
    )


def _read_union(kinds: tuple[Any, ...], data: Any, bound: Mapping[Any, Any]) -> Any:
    if data is None and NoneType in kinds:
        return None
    for kind in kinds:
        if kind is not NoneType:
            try:
                return _read(kind, data, bound)
            except TypeError:
                continue
    raise TypeError(f"{data!r} fits none of {kinds}")

"""Where an answer differs from the models of Stripe's own client: fields unknown, missing, of another type."""

from __future__ import annotations

import types
from collections.abc import Iterator
from decimal import Decimal
from inspect import get_annotations
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

from stripe import ListObject, StripeObject
from stripe._object_classes import get_object_class
from stripe._stripe_object import UntypedStripeObject

Kind = type[StripeObject]


def unlike(value: dict[str, Any], kind: Kind, place: str = "") -> list[str]:
    """Every difference, each with its place; none when a client that trusts its types is safe."""
    return list(_object(value, kind, place or kind.__name__))


def model_of(value: dict[str, Any]) -> Kind:
    found: Kind = get_object_class("V1", value["object"])
    return found


def _fields(kind: Kind) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        if issubclass(each, StripeObject) and each is not StripeObject:
            found |= {n: t for n, t in get_annotations(each).items() if n[0] != "_" and n != "OBJECT_NAME"}
    return found


def _object(value: dict[str, Any], kind: Kind, place: str) -> Iterator[str]:
    known = _fields(kind)
    for name in sorted(set(value) - set(known)):
        yield f"{place}.{name}: the client knows no such field"
    for name, type_ in known.items():
        if name in value:
            yield from _value(value[name], type_, f"{place}.{name}")
        elif not _may_be_none(type_):
            yield f"{place}.{name}: missing"


def _may_be_none(type_: Any) -> bool:
    return get_origin(type_) in (Union, types.UnionType) and type(None) in get_args(type_)


def _value(value: Any, type_: Any, place: str) -> Iterator[str]:
    origin, inner = get_origin(type_), get_args(type_)
    if origin in (Union, types.UnionType):
        yield from _union(value, inner, place)
    elif origin is Literal:
        if value not in inner:
            yield f"{place}: {value!r} is none of its words"
    elif origin is list:
        if not isinstance(value, list):
            yield f"{place}: no list"
        else:
            for i, each in enumerate(value):
                yield from _value(each, inner[0], f"{place}[{i}]")
    elif isinstance(type_, ForwardRef) or origin is ListObject:
        yield from _named(value, place)
    elif type_ is UntypedStripeObject or origin is UntypedStripeObject:
        if not isinstance(value, dict):
            yield f"{place}: no object"
    elif isinstance(type_, type) and issubclass(type_, StripeObject):
        yield from _object(value, type_, place) if isinstance(value, dict) else [f"{place}: no object"]
    elif isinstance(type_, type):
        yield from _plain(value, type_, place)


def _plain(value: Any, type_: type, place: str) -> Iterator[str]:
    if type_ is Decimal:
        good = isinstance(value, str)
    elif type_ is float:
        good = isinstance(value, (int, float))
    else:
        good = isinstance(value, type_) and not (type_ is int and isinstance(value, bool))
    if not good:
        yield f"{place}: {type(value).__name__}, not {type_.__name__}"


def _named(value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: {type(value).__name__}, not an object"
    elif value.get("object") == "list":
        for i, each in enumerate(value["data"]):
            yield from _named(each, f"{place}[{i}]")
    else:
        yield from _object(value, model_of(value), place)


def _union(value: Any, inner: tuple[Any, ...], place: str) -> Iterator[str]:
    """Words the client's types list (`Union[Literal[...], str]`) are held to the list; else one branch must fit."""
    if value is None:
        if type(None) not in inner:
            yield f"{place}: null"
        return
    words = [t for t in inner if get_origin(t) is Literal]
    branches = words if words and isinstance(value, str) else [t for t in inner if t is not type(None)]
    answers = [list(_value(value, t, place)) for t in branches]
    if all(answers):
        yield from min(answers, key=len)

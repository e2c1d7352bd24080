"""One file per resource. Each has `CALLS`: (method, path) -> (parameters that it knows, what answers it).

A function gets the books, the parts of the path in braces, and the parameters as a tree; it returns the
object that Stripe would, or raises `wire.Refusal`. The folder is the registry.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from rehearsal.stripe.books import Books
from rehearsal.stripe.wire import Json, Refusal, only


@dataclass(frozen=True, slots=True)
class Given:
    """`parts` are the path's, `form` the parameters, `address` where the stand-in is reached."""

    books: Books
    parts: tuple[str, ...]
    form: Json
    address: str


Call = tuple[frozenset[str], Callable[[Given], Json]]


def takes(*names: str) -> frozenset[str]:
    return frozenset({*names, "expand"})


def every_call() -> dict[tuple[str, str], Call]:
    found: dict[tuple[str, str], Call] = {}
    for module in pkgutil.iter_modules(__path__):
        for key, call in import_module(f"{__name__}.{module.name}").CALLS.items():
            if key in found:
                raise RuntimeError(f"two files answer {key}")
            found[key] = call
    return found


_PATTERNS = [
    (method, path, re.compile(re.sub(r"\{\w+\}", r"([^/]+)", path) + "$"), call)
    for (method, path), call in every_call().items()
]


def answer(books: Books, method: str, path: str, form: Json, address: str) -> Json:
    for known, _, pattern, (allowed, function) in sorted(_PATTERNS, key=lambda p: p[1].count("{")):
        found = pattern.match(path)
        if found and known == method:
            only(form, allowed)
            return function(Given(books, found.groups(), form, address))
    raise Refusal(f"Unrecognized request URL ({method}: {path}).", status=404)

"""What the folders of one file each have in common: a class is an item, called by its own name, found by scanning."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar

T = TypeVar("T")


class Item:
    """One of a folder. Its file is its section, and the first line of its docstring what it is about."""

    @property
    def name(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def section(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    @property
    def about(self) -> str:
        return (type(self).__doc__ or "").strip().splitlines()[0]


def sections(folder: str) -> tuple[str, ...]:
    """The files of a folder, named as it is imported; what begins with `_` is none."""
    paths = import_module(folder).__path__
    return tuple(sorted(m.name for m in iter_modules(paths) if not m.name.startswith("_")))


def every(folder: str, kind: type[T], section: str | None = None) -> tuple[T, ...]:
    """One of each class of that kind, in order of the files, or of one of them."""
    modules = [import_module(f"{folder}.{name}") for name in sections(folder) if section in (None, name)]
    return tuple(
        thing()
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, kind)
        and thing.__module__ == module.__name__
        and not thing.__name__.startswith("_")
    )

"""The routes: one file per noun, each with `router = Router(...)`, found by scanning.

A route parses, calls one flow, and answers; it is a plain `def`, so that it runs in the thread pool. Pydantic models
of bodies and answers stand beside it. It says who may call it by a dependency of `web.asking`, and a test that walks
OpenAPI with the whole cast fails for a route that does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from creditai.web.routing import Router


def every_router() -> Iterator[Router]:
    """The routers of all files of this folder."""
    for module in sorted(iter_modules(__path__, f"{__name__}."), key=lambda m: m.name):
        router = import_module(module.name).router
        assert isinstance(router, Router), module.name
        yield router

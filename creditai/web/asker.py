"""Who asks is found out in the thread in which the route then runs.

A dependency that looks into the database would be sent to a thread of its own, and the route to a second one; each way
there and back wakes two threads, which was a tenth of what a read costs. So each request of a route that asks has its Asker
before anything of it is read, the dependency of `web.asking` hands that on, `knowing` finds the Who as the route begins,
and `before_failing` as anything else refuses the request first: whoever is not signed in hears that, not what is wrong
with the body, and is counted. `finder_of` refuses a route that would run without finding it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from starlette.concurrency import run_in_threadpool

from creditai.who import Who

_ASKER = "creditai.asker"
_FINDS = "creditai_finds"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Finder = Callable[[Request], Who]
Dependency = TypeVar("Dependency", bound=Callable[..., Any])


class Asker:
    """Who asks, not yet found out."""

    def __init__(self, find: Callable[[], Who]) -> None:
        self._find, self.sought = find, False

    @staticmethod
    def of(request: Request) -> Asker:
        """The one of this request. There is none where the route is no AskingRoute, and that is a defect."""
        found: Asker = request.scope[_ASKER]
        return found

    def known(self) -> Who:
        """The Who, found out now. Once."""
        self.sought = True
        return self._find()


def finding(find: Finder) -> Callable[[Dependency], Dependency]:
    """Marks a dependency that hands on the Asker of its request. `find`: the Who; raises what refuses them."""

    def mark(dependency: Dependency) -> Dependency:
        setattr(dependency, _FINDS, find)
        return dependency

    return mark


def finder_of(dependant: Dependant) -> Finder | None:
    """How a route finds out who asks; None where it does not ask. TypeError when it asks without being handed the Who."""
    asking = [each for each in dependant.dependencies if hasattr(each.call, _FINDS)]
    if len(asking) != len(list(_asking(dependant))) or any(each.name is None for each in asking):
        raise TypeError(f"{dependant.path} does not take who asks as a value of its own")
    if len(asking) > 1:
        raise TypeError(f"{dependant.path} asks twice who asks")
    return getattr(asking[0].call, _FINDS) if asking else None


def _asking(dependant: Dependant) -> Iterator[Dependant]:
    for each in dependant.dependencies:
        if hasattr(each.call, _FINDS):
            yield each
        yield from _asking(each)


def knowing(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """An endpoint that is handed each Asker among its values as the Who it is."""
    if iscoroutinefunction(endpoint):

        @wraps(endpoint)
        async def answering(**values: Any) -> Any:
            found = {name: await run_in_threadpool(each.known) for name, each in _askers(values)}
            return await endpoint(**{**values, **found})

        return answering

    @wraps(endpoint)
    def answer(**values: Any) -> Any:
        return endpoint(**{**values, **{name: each.known() for name, each in _askers(values)}})

    return answer


def _askers(values: dict[str, Any]) -> list[tuple[str, Asker]]:
    return [(name, each) for name, each in values.items() if isinstance(each, Asker)]


def before_failing(handler: Handler, find: Finder) -> Handler:
    """A route's handler, which finds out who asks before it lets anything else refuse the request."""

    async def handle(request: Request) -> Response:
        asker = request.scope[_ASKER] = Asker(lambda: find(request))
        try:
            return await handler(request)
        except Exception:
            if not asker.sought:
                await run_in_threadpool(asker.known)
            raise

    return handle

"""Who asks is found out in the thread in which the route then runs.

A dependency that looks into the database would be sent to a thread of its own, and the route to a second one; each way
there and back wakes two threads, which was a tenth of what a read costs. So the dependency of `web.asking` only says how
it is found out, `knowing` does that as the route begins, and `before_failing` as anything else refuses the request first:
whoever is not signed in hears that, not what is wrong with the body, and is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from creditai.who import Who

_ASKER = "creditai.asker"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Asker:
    """Who asks, not yet found out."""

    def __init__(self, find: Callable[[], Who]) -> None:
        self._find, self.sought = find, False

    @classmethod
    def of(cls, request: Request, find: Callable[[], Who]) -> Asker:
        """The one of this request. `find`: the Who; raises what refuses them."""
        made = request.scope[_ASKER] = cls(find)
        return made

    def known(self) -> Who:
        """The Who, found out now. Once."""
        self.sought = True
        return self._find()


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


def before_failing(handler: Handler) -> Handler:
    """A route's handler, which finds out who asks before it lets anything else refuse the request."""

    async def handle(request: Request) -> Response:
        try:
            told = await handler(request)
        except Exception:
            if (asker := _unsought(request)) is not None:
                await run_in_threadpool(asker.known)
            raise
        assert _unsought(request) is None, f"{request.url.path} does not take who asks as a value of its own"
        return told

    return handle


def _unsought(request: Request) -> Asker | None:
    asker: Asker | None = request.scope.get(_ASKER)
    return None if asker is None or asker.sought else asker

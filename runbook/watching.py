"""One watch: our own traffic, and beside it what people are answered and what comes of what they wanted.

It ends early when one of them is certainly ill. What sends and what looks is handed in; nothing is opened here. Looking at
outcomes takes a request to a busy process, so it happens beside the traffic: none of ours waits for it, which would be
charged to the release as slowness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from runbook.actions import Answer, Traffic
from runbook.facts import Measured
from runbook.judge.traffic import measured
from runbook.probing import Sample, open_loop
from runbook.records import plain

Looked = Mapping[str, Measured]
Look = Callable[[], Looked]


def watched(
    action: Traffic, send: Callable[[Mapping[str, str]], Answer], people: Look, outcomes: Look
) -> tuple[str, Mapping[str, Any]]:
    """What was seen, in a sentence and for the journal."""
    with ThreadPoolExecutor(1, thread_name_prefix="outcomes") as pool:
        beside = _Beside(pool, outcomes)

        def ill(samples: Sequence[Sample]) -> bool:
            return (
                measured(samples, action.release, action.baseline).verdict == "ill"
                or _ill(people())
                or _ill(beside.latest())
            )

        samples = open_loop(send, action.rate, action.seconds, ill)
    found = {action.name: measured(samples, action.release, action.baseline), **people(), **outcomes()}
    return "; ".join(each.said for each in found.values()), {
        "measured": {name: plain(each) for name, each in found.items()}
    }


def _ill(found: Looked) -> bool:
    return any(each.verdict == "ill" for each in found.values())


class _Beside:
    """Looks once more whenever the last look has ended."""

    def __init__(self, pool: ThreadPoolExecutor, look: Look) -> None:
        self._pool, self._look = pool, look
        self._under_way: Future[Looked] | None = None
        self._found: Looked = {}

    def latest(self) -> Looked:
        if self._under_way is None or self._under_way.done():
            if self._under_way is not None:
                self._found = self._under_way.result()
            self._under_way = self._pool.submit(self._look)
        return self._found

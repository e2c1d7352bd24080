"""Marked traffic of our own, open loop: each request is sent when it is due, and its time counts from then.

So a side that stalls is charged for every request that would have come meanwhile (no coordinated omission).
What sends is handed in; nothing is opened here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import takewhile

from runbook.actions import Answer

MARK = {"X-CreditAI-Probe": "runbook", "User-Agent": "creditai-runbook"}
"""By this the product, the judge and business metrics tell our traffic from people's."""

_AT_ONCE = 64
_LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: seconds since the first was due, how it ended (0: no answer), and who answered."""

    due: float
    status: int
    seconds: float
    release: str
    colour: str

    @property
    def failed(self) -> bool:
        return self.status == 0 or self.status >= 500


def open_loop(
    send: Callable[[Mapping[str, str]], Answer],
    rate: float,
    seconds: float,
    certain: Callable[[Sequence[Sample]], bool] = lambda samples: False,
) -> tuple[Sample, ...]:
    """Send `rate` requests a second for `seconds`, in order of their being due; no longer than until it is `certain`.

    What is asked of `certain`, once a second, is the beginning of what is given back, up to the first that is under way."""
    first = look = time.monotonic()

    def one(due: float) -> Sample:
        answer = send(MARK)
        release, colour = _who(answer)
        return Sample(due, answer.status, time.monotonic() - first - due, release, colour)

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="probe") as pool:
        waiting: list[Future[Sample]] = []
        for number in range(max(1, round(rate * seconds))):
            due = number / rate
            time.sleep(max(0.0, first + due - time.monotonic()))
            if time.monotonic() >= look + _LOOK:
                look = time.monotonic()
                if certain([each.result() for each in takewhile(Future.done, waiting)]):
                    break
            waiting.append(pool.submit(one, due))
        return tuple(each.result() for each in waiting)


def _who(answer: Answer) -> tuple[str, str]:
    try:
        told = json.loads(answer.body)
        return str(told["release"]), str(told["colour"])
    except (ValueError, KeyError, TypeError):
        return "", ""

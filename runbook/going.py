"""A journey gone to its end: what it asks is sent, what was answered is told it. What sends is handed in; nothing is opened here.

One that is not over in time is told so, and has as long again to clear up behind itself; then it is closed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Literal

from runbook.actions import Answer, Ended, Journey, Request, Wait
from runbook.errors import Astray
from runbook.facts import Measured
from runbook.judge.traffic import percentiles


def gone(journey: Journey, send: Callable[[Request], Answer], learn: Callable[[str], object]) -> Measured:
    """What came of it. `learn` is told what an answer hands over as a secret before the journey goes on."""
    took: list[float] = []

    def asked(request: Request) -> Answer:
        answer = send(request)
        learn(_token(answer))
        took.append(answer.seconds)
        return answer

    try:
        end = _ended(journey, asked)
    except (Astray, TimeoutError) as astray:
        end = Ended(False, str(astray))
    verdict: Literal["well", "ill"] = "ill" if end.well is False else "well"
    return Measured(verdict, end.said, len(took), int(verdict == "ill"), *percentiles(took))


def _ended(journey: Journey, asked: Callable[[Request], Answer]) -> Ended:
    way, began, told, late = journey.go(), time.monotonic(), Answer(0, {}, b"", 0.0), False
    try:
        wanted = next(way)
        while True:
            if isinstance(wanted, Wait):
                time.sleep(wanted.seconds)
            else:
                told = asked(wanted)
            passed = time.monotonic() - began
            if passed > 2 * journey.deadline:
                way.close()
                raise TimeoutError("it was not over in time, and did not clear up either")
            if passed > journey.deadline and not late:
                late = True
                wanted = way.throw(TimeoutError(f"it was not over after {journey.deadline:g} seconds"))
            else:
                wanted = way.send(told)
    except StopIteration as ended:
        end: Ended = ended.value
        return end


def _token(answer: Answer) -> str:
    """What an answer hands over as a secret, so that it is masked from then on."""
    try:
        told = json.loads(answer.body)
        return str(told["token"]) if isinstance(told, dict) and "token" in told else ""
    except ValueError:
        return ""

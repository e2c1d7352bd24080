"""A watch ends when something is certainly ill, and what looks beside the traffic holds none of it up."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping

from runbook.actions import Address, Answer, Traffic
from runbook.facts import Measured
from runbook.watching import watched

NEW = "b" * 64
BODY = json.dumps({"release": NEW, "colour": "green"}).encode()
WELL = Measured("well", "0 of 40 papers were not read", 40, 0, None, None)
ILL = Measured("ill", "30 of 40 papers were not read", 40, 30, None, None)


def traffic(seconds: float, rate: float = 50.0) -> Traffic:
    return Traffic("watch", "watch", Address("http://edge"), "/api/health", rate, seconds, NEW)


def test_it_ends_when_what_people_came_for_is_ill() -> None:
    sent: list[float] = []

    def send(headers: Mapping[str, str]) -> Answer:
        sent.append(0.0)
        return Answer(200, {}, BODY, 0.0)

    said, data = watched(traffic(600.0), send, dict, lambda: {"readings": ILL})
    assert len(sent) < 600 * 50, "it would have lasted ten minutes"
    assert data["measured"]["watch"]["verdict"] == "well", "every request was answered"
    assert data["measured"]["readings"]["verdict"] == "ill"
    assert "30 of 40" in said


def test_a_slow_look_beside_holds_no_request_up() -> None:
    """The first look ends when forty requests more were sent, or never: then the traffic would have waited for it."""
    under_way, enough, sent = threading.Event(), threading.Event(), [0]
    in_time: list[bool] = []

    def send(headers: Mapping[str, str]) -> Answer:
        sent[0] += under_way.is_set()
        if sent[0] >= 40:
            enough.set()
        return Answer(200, {}, BODY, 0.0)

    def outcomes() -> Mapping[str, Measured]:
        under_way.set()
        in_time.append(enough.wait(60))
        return {"readings": ILL if len(in_time) == 1 else WELL}

    watched(traffic(20.0), send, dict, outcomes)
    assert in_time[0], "the traffic waited for the look"

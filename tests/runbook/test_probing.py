"""Marked traffic: sent when due, judged from the intended start, and ended once it is certain what it shows."""

from __future__ import annotations

import time
from collections.abc import Mapping

from runbook.actions import Answer
from runbook.judge.traffic import measured
from runbook.probing import Sample, open_loop


def test_what_stalls_is_charged_for_all_that_was_due_meanwhile() -> None:
    begun: list[float] = []

    def stalls(headers: Mapping[str, str]) -> Answer:
        begun.append(time.monotonic())
        time.sleep(max(0.0, begun[0] + 0.4 - time.monotonic()))
        return Answer(200, {}, b'{"release": "new", "colour": "green"}', 0.0)

    samples = open_loop(stalls, 50, 0.4)
    assert len(samples) == 20
    assert [s.due for s in samples] == sorted(s.due for s in samples)
    assert samples[0].seconds > 0.3
    assert sum(s.seconds > 0.1 for s in samples) > 10


def test_a_release_that_is_ill_for_certain_is_not_watched_to_the_end() -> None:
    def fails(headers: Mapping[str, str]) -> Answer:
        return Answer(500, {}, b"", 0.0)

    def ill(samples: list[Sample]) -> bool:
        return measured(samples, "new", None).verdict == "ill"

    began = time.monotonic()
    samples = open_loop(fails, 20, 60, ill)  # type: ignore[arg-type]
    assert time.monotonic() - began < 40
    assert 10 < len(samples) < 600, "of 1200"
    assert measured(samples, "new", None).verdict == "ill"


def test_a_release_that_is_well_is_watched_to_the_end() -> None:
    def well(headers: Mapping[str, str]) -> Answer:
        return Answer(200, {}, b'{"release": "new", "colour": "green"}', 0.0)

    assert len(open_loop(well, 50, 1.2, lambda s: measured(s, "new", None).verdict == "ill")) == 60

"""What people were answered, out of the edge's log: theirs alone, of one colour and release, from a moment on."""

from __future__ import annotations

from typing import Any

import pytest

from runbook.judge.people import Served, line, looked_back, measured, served_by

GREEN = served_by("green", "b" * 64)


def lines(count: int, *, at: float = 100.0, status: int = 200, seconds: str = "0.010", by: str = GREEN, probe: str = "-") -> list[str]:  # fmt: skip
    return [f"{at + n / 100:.3f} {status} {seconds} {by} {probe}" for n in range(count)]


def test_a_line_is_read_and_what_is_none_is_left() -> None:
    assert line(f"100.123 200 0.012 {GREEN} -") == Served(100.123, 200, 0.012, GREEN, False)
    assert line("100.123 502 - - runbook") == Served(100.123, 502, None, "", True)
    for text in ("", "100.1 200", "x 200 0.1 - -", '127.0.0.1 - - [26/Nov] "GET / HTTP/1.1" 200 1 "-" "-"'):
        assert line(text) is None


@pytest.mark.parametrize(
    ("log", "verdict", "answered", "failed"),
    [
        (lines(100), "well", 100, 0),
        ([*lines(95), *lines(20, status=500)], "ill", 115, 20),
        ([*lines(95), *lines(20, status=502, by="-", seconds="-")], "ill", 115, 20),  # nothing answered
        ([*lines(95), *lines(20, status=503, by="-", seconds="-")], "well", 95, 0),  # under maintenance
        ([*lines(95), *lines(20, status=404)], "well", 115, 0),
        ([*lines(95), *lines(20, status=500, probe="runbook")], "well", 95, 0),  # our own are judged apart
        ([*lines(95), *lines(20, status=500, by=served_by("blue", "a" * 64))], "well", 95, 0),
        (
            [*lines(95), *lines(20, status=500, at=50.0)],
            "ill",
            115,
            20,
        ),  # the machine's clock was put back meanwhile
        (lines(5), "silent", 5, 0),
        ([], "silent", 0, 0),
    ],
)
def test_theirs_alone_are_judged(log: list[str], verdict: str, answered: int, failed: int) -> None:
    found = measured(log, GREEN, None)
    assert (found.verdict, found.answered, found.failed) == (verdict, answered, failed)


def test_whose_requests_they_were_is_said() -> None:
    assert measured(lines(100), GREEN, None).said == "0 of 100 people's requests failed"
    assert f"green/{'b' * 12}" == GREEN, "as the application names itself"


BLUE = served_by("blue", "a" * 64)
NOBODY: dict[str, Any] = {"status": 502, "by": "-", "seconds": "-"}


@pytest.mark.parametrize(
    ("log", "answered", "failed"),
    [
        ([*lines(20, **NOBODY), *lines(95, at=200)], 95, 0),  # before the first release nobody was to answer
        ([*lines(20, at=50, **NOBODY), *lines(95, at=200), *lines(20, at=300, **NOBODY)], 115, 20),  # it died
        ([*lines(9, by=BLUE), *lines(20, at=150, **NOBODY), *lines(95, at=200)], 95, 0),  # the one before it did
        ([*lines(95), *lines(20, at=200, status=503, by="-", seconds="-")], 95, 0),  # under maintenance
        ([*lines(1, probe="runbook"), *lines(20, at=150, **NOBODY), *lines(95, at=200)], 115, 20),  # our own told who
        ([*lines(9, at=50), *lines(95), *lines(20, at=200, by=BLUE)], 95, 0),
    ],
)  # fmt: skip
def test_of_an_hour_that_is_past_who_answered_last_is_charged(
    log: list[str], answered: int, failed: int
) -> None:
    found = looked_back(log, 100.0, GREEN)
    assert (found.answered, found.failed) == (answered, failed)


def test_latency_is_held_against_the_old_colours_hour() -> None:
    slow = lines(100, seconds="0.300")
    assert measured(slow, GREEN, 0.02).verdict == "ill"
    assert measured(slow, GREEN, 0.30).verdict == "well"

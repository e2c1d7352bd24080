"""What people were answered, out of the edge's own log, judged apart from our marked probe.

The probe is the floor: it asks whether or not anybody comes. People ask for more than health, so that they meet what it
does not. With too few of them the measurement is silent, which here is neither well nor ill. A line of the log:

    1790000000.123 200 0.012 green/3f2a91c07b1d -      time, status, seconds to the first byte, who answered, probe or -

`-` for who answered: nothing did, which counts against whoever was to. While a release is watched that is the one that is
judged; of an hour that is past, whoever had answered last. Before a first release nobody was to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from runbook.facts import Measured
from runbook.judge.traffic import judged_samples
from runbook.probing import Sample

FORMAT = "$msec $status $upstream_header_time $upstream_http_x_creditai_served_by $http_x_creditai_probe"
"""How nginx writes it. Nothing of the request itself: no path, no address."""
_UNANSWERED = (500, 502, 504)
"""What the edge says when nothing answered it; with 503 it says itself that it is under maintenance."""


@dataclass(frozen=True, slots=True)
class Served:
    """One line. `by`: colour/release, empty when nothing answered."""

    at: float
    status: int
    seconds: float | None
    by: str
    probe: bool


def line(text: str) -> Served | None:
    """None for a line that is cut off or another's."""
    parts = text.split()
    if len(parts) != 5:
        return None
    at, status, seconds, by, probe = parts
    try:
        took = None if seconds == "-" else float(seconds)
        return Served(float(at), int(status), took, "" if by == "-" else by, probe != "-")
    except ValueError:
        return None


def served_by(colour: str, release: str) -> str:
    return f"{colour}/{release[:12]}"


def measured(lines: Iterable[str], by: str, baseline: float | None) -> Measured:
    """What people were answered by `by`, or should have been, by the lines that were written meanwhile: the machine's clock
    may be put back between two of them. `baseline`: as for our own traffic."""
    return _judged(_read(lines), by, baseline)


def looked_back(lines: Iterable[str], begin: float, by: str) -> Measured:
    """What people were answered since `begin` by `by`, or should have been while it was the last that answered."""
    return _judged((each for each in _charged(_read(lines)) if each.at >= begin), by, None)


def _read(lines: Iterable[str]) -> Iterator[Served]:
    return (each for text in lines if (each := line(text)) is not None)


def _charged(found: Iterable[Served]) -> Iterator[Served]:
    """What nothing answered under the name of who answered last, our own requests too; left out when nobody ever had."""
    last = ""
    for each in found:
        last = each.by or last
        if each.by:
            yield each
        elif last and each.status in _UNANSWERED:
            yield replace(each, by=last)


def _judged(found: Iterable[Served], by: str, baseline: float | None) -> Measured:
    samples = [
        Sample(0.0, each.status, each.seconds or 0.0, by, "")
        for each in found
        if not each.probe and (each.by == by or (not each.by and each.status in _UNANSWERED))
    ]
    return judged_samples(samples, "people's requests", baseline)

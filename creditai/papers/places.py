"""A pointer into a report -> the page on which that value stands and the boxes around its words."""

from __future__ import annotations

from creditai.errors import NotFound
from creditai.report import Box, Evidence, Report

Marks = list[tuple[Box, str | None]]


def marks(report: Report, pointer: str, page: int) -> Marks:
    """The boxes on this page of the value at `pointer`, or of all values below it; NotFound when nothing of it
    stands there."""
    found = marks_or_none(report, pointer, page)
    if not found:
        raise NotFound("Nothing of that value stands on that page.")
    return found


def marks_or_none(report: Report, pointer: str, page: int) -> Marks:
    found: Marks = [
        (box, None)
        for key, evidence in report.evidence.items()
        if key == pointer or key.startswith(f"{pointer}/")
        for at, box in _boxes(evidence)
        if at == page and box is not None
    ]
    return list(dict.fromkeys(found))


def _boxes(evidence: Evidence) -> list[tuple[int, Box | None]]:
    return [(evidence.page, evidence.box), *((place.page, place.box) for place in evidence.also)]

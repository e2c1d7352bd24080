"""Where on paper a finding stands: evidence pointers -> pages, boxes and the words in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from creditai.findings import Finding
from creditai.quoting import called, month
from creditai.report import Box, Evidence, Place, Report


@dataclass(frozen=True, slots=True)
class Spot:
    """A page (from 1) of one report (its index in the analysis) that one finding (its id) points at."""

    finding: str
    report: int
    page: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One value that a finding quotes: which (from 1 within the finding), what it is called, the words as printed,
    and the boxes of it on the spot's page. No boxes: a web page, which has `path`."""

    number: int
    name: str
    text: str
    boxes: tuple[Box, ...]
    path: str | None = None


def spots(reports: Sequence[Report], findings: Iterable[Finding]) -> dict[Spot, tuple[Mark, ...]]:
    """Every page that every finding points at, with what it points at there."""
    found: dict[Spot, tuple[Mark, ...]] = {}
    for finding in findings:
        found.update(marks_of(reports, finding))
    return found


def marks_of(reports: Sequence[Report], finding: Finding) -> dict[Spot, tuple[Mark, ...]]:
    """The pages of one finding, in the order of its evidence."""
    found: dict[Spot, list[Mark]] = {}
    for number, pointer in enumerate(finding.evidence, 1):
        report, local = _split(pointer)
        evidence = reports[report].evidence.get(local)
        if evidence is None:
            continue
        for page, boxes in _boxes(evidence).items():
            mark = Mark(number, _name(reports[report], local), evidence.text, tuple(boxes), evidence.path)
            found.setdefault(Spot(finding.id, report, page), []).append(mark)
    return {spot: tuple(marks) for spot, marks in found.items()}


def about(reports: Sequence[Report], finding: Finding) -> list[str]:
    """Whose entries a finding is about, once each."""
    names = []
    for pointer in finding.subject:
        report, local = _split(pointer)
        _, kind, *rest = local.split("/")
        item: Any = getattr(reports[report], kind)
        for step in rest:
            item = item[int(step)] if step.isdigit() else getattr(item, step)
        named = (
            getattr(item, "furnisher", None) or getattr(item, "company", None) or getattr(item, "court", None)
        )
        names.append(named or kind.replace("_", " "))
    return list(dict.fromkeys(names))


def _split(pointer: str) -> tuple[int, str]:
    """`/reports/1/accounts/0/balance` -> 1, `/accounts/0/balance`."""
    _, _, report, local = pointer.split("/", 3)
    return int(report), f"/{local}"


def _boxes(evidence: Evidence) -> dict[int, list[Box]]:
    pages: dict[int, list[Box]] = {evidence.page: []}
    for place in _places(evidence):
        boxes = pages.setdefault(place.page, [])
        if place.box is not None:
            boxes.append(place.box)
    return pages


def _places(evidence: Evidence) -> Iterator[Place]:
    yield Place(evidence.page, evidence.box, evidence.text)
    yield from evidence.also


def _name(report: Report, local: str) -> str:
    """What a value is called: `/accounts/0/past_due` -> amount past due; a history cell by its month."""
    parts = local.strip("/").split("/")
    if parts[0] == "accounts" and parts[2:3] == ["payment_history"]:
        return month(report.accounts[int(parts[1])].payment_history[int(parts[3])].month)
    name = [part for part in parts if not part.isdigit()][-1]
    return called(name)

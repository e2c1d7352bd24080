"""Reports -> the whole analysis: `creditai.analysis/1`, what `creditai analyze --json` prints.

Pure: what the files gave, what was linked and compared, what was found, and which files gave nothing.
Pointers outside a report are rooted at this document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from creditai import contract
from creditai.case import Case, Comparison, Confirmed, Link, Outcome
from creditai.comparison import compare
from creditai.errors import Failure
from creditai.findings import Finding, find
from creditai.linking import link
from creditai.report import Report

SCHEMA = "creditai.analysis/1"


@dataclass(frozen=True, slots=True)
class Analysis:
    """`case` is what the rules looked at; reports stand in the order of the files."""

    case: Case
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        return self.case.reports

    @property
    def links(self) -> tuple[Link, ...]:
        return self.case.links

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        return self.case.comparisons

    def as_json(self, *parts: str) -> dict[str, Any]:
        """Plain JSON data, field for field of the contract; of some `parts` alone when they are named."""
        told = parts or ("reports", "links", "comparisons", "findings", "failures")
        return {"schema": SCHEMA, **{name: [_plain(item) for item in getattr(self, name)] for name in told}}


def analyse(
    reports: Sequence[Report],
    *,
    confirmed: Confirmed | None = None,
    outcomes: Sequence[Outcome] = (),
    failures: Sequence[Failure] = (),
) -> Analysis:
    """Link, compare, find. `confirmed` and `outcomes` are what the consumer said and recorded."""
    links = link(reports)
    case = Case(
        reports=tuple(reports),
        links=links,
        comparisons=compare(reports, links),
        confirmed=Confirmed() if confirmed is None else confirmed,
        outcomes=tuple(outcomes),
    )
    return Analysis(case, find(case), tuple(failures))


def _plain(item: Any) -> Any:
    """As `contract.as_json`, and days (a table's `checked_on`) as ISO."""
    if isinstance(item, Finding):
        data = {field.name: _plain(getattr(item, field.name)) for field in fields(item)}
        data["basis"] = [{f.name: _plain(getattr(each, f.name)) for f in fields(each)} for each in item.basis]
        return data
    return item.isoformat() if isinstance(item, date) else contract.as_json(item)

"""Figures that a statement may say without quotation marks, and why each may.

Outside “ ” a statement counts and dates: the page, the date of the report, a month of the history, the
law's seven years. Each such figure must come from the paper that the finding points at, or from the
tables of law; `unsupported` names the ones that come from nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from creditai.disputes.pointers import number_of
from creditai.disputes.standing import Standing
from creditai.findings import Finding
from creditai.law import POLICIES, SECTIONS, numbers
from creditai.quoting import number as masked
from creditai.values import PartialDate

_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def unsupported(finding: Finding, standing: Standing) -> tuple[str, ...]:
    """Figures of the statement that neither paper nor law gives."""
    text = _QUOTED.sub(" ", finding.statement)
    for name in sorted(printed_names(finding, standing), key=len, reverse=True):
        text = text.replace(name, " ")
    text = _CITES.sub(" ", text)
    figures = _NUMBER.findall(text)
    left = set(figures) - _OF_LAW
    for known in _known(finding, standing) if left else ():
        left.discard(known)
        if not left:  # most come from the first places looked at
            break
    return tuple(figure for figure in figures if figure in left)


_SHORT = {cite.partition("(")[0] for cite in SECTIONS}
_CITES = re.compile("|".join(re.escape(c) for c in sorted({*SECTIONS, *_SHORT}, key=len, reverse=True)))


def printed_names(finding: Finding, standing: Standing) -> Iterator[str]:
    """Names and numbers that a statement may print without quotation marks."""
    for pointer in finding.subject:
        try:
            item = standing.entry(pointer).item
        except KeyError:
            continue
        for name in ("furnisher", "company", "reference", "court", "original_creditor", "chapter"):
            if getattr(item, name, None):
                yield str(getattr(item, name))
        if getattr(item, "account_number", None):
            yield masked(item.account_number) or ""


def _known(finding: Finding, standing: Standing) -> Iterator[str]:
    for outcome in standing.case.outcomes:
        yield from _dated(PartialDate.of(outcome.on))
    yield from map(str, range(1, max(2, len(finding.evidence)) + 1))  # counts of what is quoted
    places = [(number_of(pointer), pointer) for pointer in (*finding.evidence, *finding.subject)]
    for number in dict.fromkeys(number for number, _ in places):
        report = standing.case.reports[number]
        yield from _dated(report.report_date)
        for person in report.consumer.as_reported:
            yield from _dated(person.report_date)
    for _, pointer in places:
        for found in standing.evidence(pointer):
            yield str(found.page)
            yield from _NUMBER.findall(found.text)
    for number, pointer in places:
        yield from _values(_at(standing.case.reports[number], pointer.removeprefix(f"/reports/{number}")))


def _at(held: Any, local: str) -> Any:
    """The value at a pointer, or the month that the value of a history cell is for."""
    for step in filter(None, local.split("/")):
        try:
            held = held[int(step)] if isinstance(held, tuple) else getattr(held, step)
        except (IndexError, AttributeError, ValueError):
            return None
    return held


def _values(value: Any) -> Iterator[str]:
    """The figures of a value and of all that is in it, as a sentence would say them."""
    if isinstance(value, PartialDate):
        yield from _dated(value)
    elif isinstance(value, Decimal):
        yield from (f"{value:,.2f}", f"{value:.2f}", f"{value:,.0f}", f"{value:.0f}")
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _values(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _values(getattr(value, field.name))


def _dated(value: PartialDate | None) -> Iterator[str]:
    if value is not None:
        yield str(value.year)
        if value.day is not None:
            yield str(value.day)


def _of_law() -> Iterator[str]:
    for figure in vars(numbers).values():
        if isinstance(figure, numbers.Figure):
            if isinstance(figure.value, date):
                yield from _dated(PartialDate.of(figure.value))
            else:
                yield from _values(figure.value)
    for policy in POLICIES.values():
        if policy.since is not None:
            yield from _dated(PartialDate.of(policy.since))


_OF_LAW = frozenset(_of_law())

"""Doubt silences: a coarser date never makes a rule speak, a finer one never takes its word back, and a
value that is not there is never quoted."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from creditai.asking import hits_of
from creditai.examples import Example, case_of
from creditai.findings import find
from creditai.rules import Rule, every_rule
from creditai.values import PartialDate

RULES = every_rule()
_DATES = frozenset(
    (
        "opened",
        "closed",
        "reported",
        "last_payment",
        "last_activity",
        "first_delinquency",
        "charged_off",
        "removal",
        "report_date",
        "filed",
        "resolved",
        "date",
        "birth_date",
    )
)
_EQUAL_ON_PURPOSE = frozenset(("duplicate-inquiry",))
"""Rules that ask whether two dates are printed alike, not when they were."""


def fires(rule: Rule, case: dict[str, Any]) -> bool:
    needed, waiting = {rule.id}, [rule]
    while waiting:
        for name in waiting.pop().after:
            waiting += [other for other in RULES if other.id == name and name not in needed]
            needed.add(name)
    return bool(hits_of(case_of(case), [other for other in RULES if other.id in needed])[rule.id])


def with_each_date(case: Any, forms: Any) -> Iterator[dict[str, Any]]:
    """The case once for every date in it and every other form of that date."""
    for path in _paths(case):
        held = case
        for step in path:
            held = held[step]
        for form in forms(held):
            changed = copy.deepcopy(case)
            inner = changed
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = form
            yield changed


def _paths(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(data, dict):
        for key, item in data.items():
            if key in _DATES and isinstance(item, str):
                yield (*at, key)
            elif key not in ("payment_history", "monthly", "outcomes", "comparisons", "links", "printed"):
                yield from _paths(item, (*at, key))
    elif isinstance(data, list):
        for i, item in enumerate(data):
            yield from _paths(item, (*at, i))


def coarser(iso: str) -> Iterator[str]:
    parts = iso.split("-")
    return ("-".join(parts[:n]) for n in range(1, len(parts)))


def finer(iso: str) -> Iterator[str]:
    when = PartialDate.parse(iso)
    if not when.exact:
        yield from (when.earliest.isoformat(), when.latest.isoformat())


def cases(*kinds: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.id}-{n}-{example.kind}")
        for rule in RULES
        if rule.id not in _EQUAL_ON_PURPOSE
        for n, example in enumerate(rule.examples)
        if example.kind in kinds
    ]


@pytest.mark.parametrize(("rule", "example"), cases("miss", "trap"))
def test_a_coarser_date_never_makes_a_rule_speak(rule: Rule, example: Example) -> None:
    spoke = [case for case in with_each_date(dict(example.case), coarser) if fires(rule, case)]
    assert spoke == []


@pytest.mark.parametrize(("rule", "example"), cases("hit"))
def test_a_finer_date_never_takes_a_finding_back(rule: Rule, example: Example) -> None:
    silent = [case for case in with_each_date(dict(example.case), finer) if not fires(rule, case)]
    assert silent == []


@pytest.mark.parametrize(("rule", "example"), cases("hit"))
def test_a_value_that_is_not_there_is_never_quoted(rule: Rule, example: Example) -> None:
    for r, report in enumerate(example.case["reports"]):
        for a, account in enumerate(report.get("accounts", ())):
            for name in account.keys() - {"printed", "blank"}:
                changed = copy.deepcopy(dict(example.case))
                changed["reports"][r]["accounts"][a][name] = [] if isinstance(account[name], list) else None
                case = case_of(changed)
                words = {e.text for each in case.reports for e in each.evidence.values()}
                for finding in find(case):
                    assert set(re.findall(r"“([^”]*)”", finding.statement)) <= words
                    for pointer in finding.evidence:
                        number, local = pointer.removeprefix("/reports/").split("/", 1)
                        assert f"/{local}" in case.reports[int(number)].evidence

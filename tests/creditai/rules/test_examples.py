"""Every rule's examples, and what every rule owes the reader: loops over the folder, so that a rule
without proof cannot exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from creditai.asking import hits_of
from creditai.case import Case
from creditai.examples import case_of
from creditai.findings import find, grounds
from creditai.law import POLICIES, SECTIONS
from creditai.law.catalogue import LEFT_OUT, RULE_IDS
from creditai.law.undecidable import claims
from creditai.rules import Example, Hit, Rule, every_rule

RULES = every_rule()


@dataclass(frozen=True)
class Told:
    rule: Rule
    number: int
    example: Example

    @property
    def case(self) -> Case:
        return case_of(self.example.case)


def _told() -> Iterator[Told]:
    for rule in RULES:
        for number, example in enumerate(rule.examples):
            yield Told(rule, number, example)


ALL = tuple(_told())
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
each_example = pytest.mark.parametrize("told", ALL, ids=lambda t: f"{t.rule.id}-{t.number}-{t.example.kind}")


def hits(told: Told) -> tuple[Hit, ...]:
    """What the rule sees on its example, with the rules it builds on asked before it."""
    names = {told.rule.id, *_needed(told.rule)}
    return hits_of(told.case, [rule for rule in RULES if rule.id in names])[told.rule.id]


def _needed(rule: Rule) -> set[str]:
    named = {other.id: other for other in RULES}
    return {*rule.after, *(n for name in rule.after if name in named for n in _needed(named[name]))}


@each_example
def test_a_hit_fires_and_a_lawful_look_alike_does_not(told: Told) -> None:
    seen = hits(told)
    if told.example.kind == "hit":
        assert len(seen) == 1, [hit.statement for hit in seen]
        assert told.example.says in seen[0].statement
    else:
        assert [hit.statement for hit in seen] == []


@each_rule
def test_every_rule_has_a_hit_a_miss_and_a_trap(rule: Rule) -> None:
    assert {example.kind for example in rule.examples} == {"hit", "miss", "trap"}


@each_rule
def test_every_rule_tells_consumer_and_lawyer(rule: Rule) -> None:
    consumer, lawyer, rest = rule.page.partition("For a lawyer:")
    assert len(consumer.split()) > 12
    assert lawyer
    assert len(rest.split()) > 12
    assert claims(consumer) == ()
    assert rule.title
    assert len(rule.title) < 80


@each_rule
def test_every_basis_is_in_the_tables(rule: Rule) -> None:
    assert rule.basis
    told = [grounds(basis) for basis in rule.basis]
    assert all(each.source and each.why for each in told)
    rows = [POLICIES[b.policy] if b.policy else SECTIONS[b.law or ""] for b in rule.basis]
    assert all(row.verified for row in rows)  # what is not may not appear in a letter
    kinds = {each.law is None for each in told}
    if kinds == {True}:  # practice alone: never the gravest
        assert rule.severity != "high" or rule.id == "authorized-user-on-collection"


@each_rule
def test_every_need_is_a_question(rule: Rule) -> None:
    assert len({need.id for need in rule.needs}) == len(rule.needs)
    for need in rule.needs:
        assert re.fullmatch(r"[a-z0-9_-]+", need.id)
        assert need.question.endswith("?")


def test_the_folder_and_the_catalogue_are_one_list() -> None:
    assert {rule.id for rule in RULES} == set(RULE_IDS) - set(LEFT_OUT)
    assert set(LEFT_OUT) <= set(RULE_IDS)
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize(
    "told", [t for t in ALL if t.example.kind == "hit"], ids=lambda t: f"{t.rule.id}-{t.number}"
)
def test_a_statement_quotes_what_is_printed_and_claims_nothing_else(told: Told) -> None:
    case = told.case
    printed = [a.furnisher or "" for report in case.reports for a in report.accounts]
    printed += [i.company or "" for report in case.reports for i in report.inquiries]
    for hit in hits(told):
        assert claims(hit.statement, printed=printed) == ()
        assert hit.evidence
        for pointer in hit.evidence:
            number, local = re.fullmatch(r"/reports/(\d+)(/.*)", pointer).groups()  # type: ignore[union-attr]
            assert local in case.reports[int(number)].evidence, pointer
        words = [e.text for report in case.reports for e in report.evidence.values()]
        for quoted in re.findall(r"“([^”]*)”", hit.statement):
            assert quoted in words
        assert "“" in hit.statement
        assert hit.statement.rstrip()[-1] in ".?"


@pytest.mark.parametrize("told", ALL, ids=lambda t: f"{t.rule.id}-{t.number}-{t.example.kind}")
def test_every_rule_may_look_at_every_example(told: Told) -> None:
    findings = find(told.case)
    assert len({finding.id for finding in findings}) == len(findings)
    named = {name for finding in findings for name in (finding.rule, *finding.also)}
    assert (told.rule.id in named) == (told.example.kind == "hit")

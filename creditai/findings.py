"""Case -> findings: every rule asked in its order, what repeats merged, the gravest first.

A finding's id is a digest of rule, bureau and what identifies the thing on paper (furnisher, number,
date opened ...), so it is the same at the next run, with the files in another order, beside other
files, and at the next pull of the same bureau, where the same thing wrong is the same finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from creditai.case import Case
from creditai.errors import Broken
from creditai.identity import identity, money, pulled
from creditai.law.policies import POLICIES
from creditai.law.sections import SECTIONS
from creditai.rules import Asks, Basis, Hit, Need, Rule, Severity, every_rule

_GRAVITY: Mapping[Severity, int] = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True)
class Grounds:
    """A basis with its source: a section of law or a policy, never both."""

    law: str | None
    policy: str | None
    source: str
    checked_on: date
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, as `creditai.analysis/1` prints it. Pointers are rooted at the analysis."""

    id: str
    rule: str
    title: str
    severity: Severity
    subject: tuple[str, ...]
    statement: str
    basis: tuple[Grounds, ...]
    evidence: tuple[str, ...]
    asks: Asks
    needs: tuple[Need, ...] = ()
    also: tuple[str, ...] = ()


def find(case: Case, rules: Sequence[Rule] | None = None) -> tuple[Finding, ...]:
    """All findings of `case`. A rule that raises is our defect: Broken names it, once all were asked."""
    rules = every_rule() if rules is None else rules
    hits = hits_of(case, rules)
    named: dict[str, list[Finding]] = {}
    for rule in rules:
        for finding in _newest_of_each(case, [_finding(case, rule, hit) for hit in hits[rule.id]]):
            named.setdefault(rule.id, []).append(finding)
    merged = _merged([finding for each in named.values() for finding in each])
    return tuple(sorted(merged, key=lambda finding: _order(case, finding)))


def hits_of(case: Case, rules: Sequence[Rule]) -> dict[str, tuple[Hit, ...]]:
    """Rule id -> what the rule saw; a rule sees the hits of those that it names in `after`."""
    found: dict[str, tuple[Hit, ...]] = {}
    broken: list[tuple[str, Exception]] = []
    for rule in in_order(rules):
        known = replace(case, found={name: found.get(name, ()) for name in rule.after})
        try:
            found[rule.id] = tuple(rule.look(known))
        except Exception as error:
            broken.append((rule.id, error))
            found[rule.id] = ()
    if broken:
        names = ", ".join(f"{name} ({type(error).__name__})" for name, error in broken)
        raise Broken(f"These rules failed on this case: {names}. Please report it.") from broken[0][1]
    return found


def in_order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Each rule later than those that it names in `after`."""
    waiting, ordered, done = list(rules), list[Rule](), set[str]()
    present = {rule.id for rule in rules}
    while waiting:
        ready = [rule for rule in waiting if not (set(rule.after) & present) - done]
        if not ready:
            raise Broken(f"These rules wait for each other: {', '.join(rule.id for rule in waiting)}.")
        ordered += ready
        done.update(rule.id for rule in ready)
        waiting = [rule for rule in waiting if rule.id not in done]
    return tuple(ordered)


def grounds(basis: Basis) -> Grounds:
    if (basis.law is None) == (basis.policy is None):
        raise Broken("A basis is a section of law or a policy, and not both.")
    known = POLICIES.get(basis.policy) if basis.policy else SECTIONS.get(basis.law or "")
    if known is None:
        raise Broken(f"{basis.law or basis.policy} is in no table of creditai/law.")
    return Grounds(basis.law, basis.policy, known.source, known.checked_on, basis.why)


def _finding(case: Case, rule: Rule, hit: Hit) -> Finding:
    return Finding(
        id=_digest(rule.id, sorted(identity(case, pointer) for pointer in hit.subject)),
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        subject=hit.subject,
        statement=hit.statement,
        basis=tuple(grounds(basis) for basis in rule.basis),
        evidence=tuple(dict.fromkeys(hit.evidence)),
        asks=rule.asks,
        needs=rule.needs,
    )


def _digest(rule: str, things: Iterable[str]) -> str:
    return sha256("\n".join([rule, *things]).encode()).hexdigest()[:12]


def _newest_of_each(case: Case, findings: Sequence[Finding]) -> list[Finding]:
    """One finding per id. The same thing wrong in two pulls is told from the newer, and points at both;
    two things of one print that nothing tells apart are numbered in the order in which they stand."""
    by_id: dict[str, list[Finding]] = {}
    for finding in findings:
        by_id.setdefault(finding.id, []).append(finding)
    told: list[Finding] = []
    for same in by_id.values():
        ranks: dict[tuple[str, ...], list[Finding]] = {}
        for finding in same:
            ranks.setdefault(_prints(finding), []).append(finding)
        newest_first = sorted(ranks.values(), key=lambda each: pulled(case, each[0].subject), reverse=True)
        for rank in range(max(map(len, newest_first))):
            alike = [each[rank] for each in newest_first if rank < len(each)]
            told.append(_with_older(alike, rank))
    return told


def _with_older(alike: Sequence[Finding], rank: int) -> Finding:
    newest = alike[0]
    subject = tuple(dict.fromkeys(pointer for finding in alike for pointer in finding.subject))
    name = newest.id if rank == 0 else f"{newest.id}-{rank + 1}"
    return replace(newest, id=name, subject=subject)


def _prints(finding: Finding) -> tuple[str, ...]:
    """The reports that the finding is about: `/reports/0`."""
    return tuple(sorted({"/".join(pointer.split("/")[:3]) for pointer in finding.subject}))


def _merged(findings: Sequence[Finding]) -> list[Finding]:
    """A finding whose every quoted value stands in a graver one about the same thing says nothing more."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (_GRAVITY[f.severity], -len(f.evidence), f.rule, f.id)):
        for i, graver in enumerate(kept):
            same = set(finding.subject) == set(graver.subject) and finding.rule != graver.rule
            if same and finding.evidence and set(finding.evidence) <= set(graver.evidence):
                kept[i] = replace(graver, also=(*graver.also, finding.rule, *finding.also))
                break
        else:
            kept.append(finding)
    return kept


def _order(case: Case, finding: Finding) -> tuple[int, Decimal, str, str]:
    amount = max((money(case, pointer) for pointer in finding.subject), default=Decimal(0))
    return _GRAVITY[finding.severity], -amount, finding.rule, finding.id

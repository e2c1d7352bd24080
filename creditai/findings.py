"""Case -> findings: every rule asked in its order, what repeats merged, the gravest first.

A finding's id is a digest of rule, bureau and what identifies the thing on paper (furnisher, number,
date opened ...), so it is the same at the next run, with the files in another order, beside other
files, and at the next pull of the same bureau, where the same thing wrong is the same finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from creditai.asking import hits_of
from creditai.case import Case
from creditai.errors import Broken
from creditai.identity import money
from creditai.law.policies import POLICIES
from creditai.law.sections import SECTIONS
from creditai.repeats import told_once
from creditai.report import Report
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
    found = [
        _finding(rule, name, hit) for rule in rules for name, hit in told_once(case, rule, hits[rule.id])
    ]
    return tuple(sorted(_merged(found), key=lambda finding: _order(case, finding)))


def grounds(basis: Basis) -> Grounds:
    if (basis.law is None) == (basis.policy is None):
        raise Broken("A basis is a section of law or a policy, and not both.")
    known = POLICIES.get(basis.policy) if basis.policy else SECTIONS.get(basis.law or "")
    if known is None:
        raise Broken(f"{basis.law or basis.policy} is in no table of creditai/law.")
    return Grounds(basis.law, basis.policy, known.source, known.checked_on, basis.why)


def _finding(rule: Rule, name: str, hit: Hit) -> Finding:
    return Finding(
        id=name,
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


def _merged(findings: Sequence[Finding]) -> list[Finding]:
    """A finding whose every quoted value stands in a graver one about the same thing says nothing more."""
    kept: list[Finding] = []
    about: dict[frozenset[str], list[int]] = {}  # which of those kept are about the same thing
    for finding in sorted(findings, key=lambda f: (_GRAVITY[f.severity], -len(f.evidence), f.rule, f.id)):
        same = about.setdefault(frozenset(finding.subject), [])
        for i, graver in ((i, kept[i]) for i in same):
            within = finding.rule != graver.rule and set(finding.evidence) <= set(graver.evidence)
            if within and finding.evidence:
                kept[i] = replace(graver, also=(*graver.also, finding.rule, *finding.also))
                break
        else:
            same.append(len(kept))
            kept.append(finding)
    return kept


def _order(case: Case, finding: Finding) -> tuple[int, Decimal, str, str]:
    amount = max((money(case, pointer) for pointer in finding.subject), default=Decimal(0))
    return _GRAVITY[finding.severity], -amount, finding.rule, finding.id


def nothing_found(reports: Sequence[Report]) -> str:
    """What may be said of reports without a finding: a paper of which nothing was read is not found to be right."""
    if not any(report.accounts or report.inquiries or report.public_records for report in reports):
        return "No account, inquiry or public record was read, so there was nothing to check."
    return "No inaccuracy that paper alone can prove was found."

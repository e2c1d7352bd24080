"""Every rule's own hits -> letters: what the rules say passes the guard, in the kind of letter it belongs in."""

from __future__ import annotations

import pytest

from creditai.case import Case
from creditai.disputes import guard, typesetting
from creditai.disputes.confirmations import CONTRARY, SAYS, asks_yes_or_no, optional
from creditai.disputes.grounds import Disputed, disputed
from creditai.disputes.kinds import compose
from creditai.disputes.opening import open_disputes
from creditai.disputes.register import Choice, Register
from creditai.disputes.request import Request
from creditai.disputes.standing import Sender, Standing
from creditai.examples import case_of
from creditai.findings import find
from creditai.rules import every_rule
from tests.creditai.disputes.cast import DANA, TODAY, address

HITS = [(rule.id, n) for rule in every_rule() for n, e in enumerate(rule.examples) if e.kind == "hit"]


def standing_of(case: Case) -> Standing:
    findings = {finding.id: finding for finding in find(case)}
    answers = {
        f.id: {need.id: "no" if need.id in CONTRARY else "yes" for need in f.needs} for f in findings.values()
    }
    names = [name for report in case.reports for name in report.consumer.names]
    sender = Sender((case.confirmed.names or tuple(names) or (DANA.name,))[0], DANA.address)
    return Standing(case, findings, sender, TODAY, answers)


@pytest.mark.parametrize(("rule", "number"), HITS)
def test_its_letters_hold(rule: str, number: int) -> None:
    example = next(r for r in every_rule() if r.id == rule).examples[number]
    given = standing_of(case_of(example.case))
    own = [f for f in given.findings.values() if rule in (f.rule, *f.also)]
    assert own
    choices = {f.id: Choice(True, dict(given.answers[f.id])) for f in own}
    opened = open_disputes(given, choices, Register(id="x"), directly=False)
    for left in opened.left:
        assert "names no bureau" in left.why
    for dispute in opened.disputes:
        assert dispute.bureau is not None
        items: list[Disputed] = [i for i in disputed(given, own) if i.bureau == dispute.bureau]
        letter = compose(dispute.kind, Request(given, address(dispute.bureau), dispute.bureau, tuple(items)))
        guard.check(letter, typesetting.pdf(letter), given)


def test_every_question_has_a_meaning() -> None:
    """A yes-or-no question has its sentence for the letter, unless the letter prints question and answer."""
    needs = [need for rule in every_rule() for need in rule.needs]
    assert {need.id for need in needs if asks_yes_or_no(need)} <= set(SAYS)
    assert {need.id for need in needs} >= CONTRARY
    for need in needs:
        if not asks_yes_or_no(need) and not optional(need):
            assert need.question.split()[0] in ("What", "Who", "Which", "When", "From", "Did"), need.id

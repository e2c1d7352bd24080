"""Which confirmed findings become which letters, and which are left with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from creditai.disputes import grounds
from creditai.disputes.answers import Answers
from creditai.disputes.confirmations import asks_yes_or_no, contradicts, optional, supports
from creditai.disputes.kinds import compose, every_kind
from creditai.disputes.opening import Opened, open_disputes
from creditai.disputes.register import Choice, Event, ItemOutcome, Register
from creditai.disputes.standing import Standing
from creditai.disputes.told import outcomes
from creditai.disputes.writing import request_for
from creditai.errors import WrongUsage
from creditai.examples import Example, case_of
from creditai.findings import Finding, Grounds, find
from creditai.law import SECTIONS
from creditai.rules import Need, every_rule
from creditai.values import PartialDate
from tests.creditai.disputes.cast import CARD, case, items, request, standing
from tests.creditai.disputes.requests import made

AT = "/reports/0/accounts/0"
YES = Choice(True)


def opened(given: Standing, choices: Mapping[str, Choice] | None = None, *, directly: bool = False) -> Opened:
    chosen = dict.fromkeys(given.findings, YES) if choices is None else choices
    return open_disputes(given, chosen, Register(id="x"), directly=directly)


def asked(*needs: Need, rule: str = "paid-with-balance") -> tuple[Standing, Finding]:
    found = made(rule, AT, "Page 1 prints balance “$412”.", f"{AT}/balance", needs=needs)
    return standing(findings={found.id: found}), found


def test_what_was_not_chosen_is_not_disputed() -> None:
    given = standing()
    assert opened(given, {}).disputes == ()
    assert opened(given, {name: Choice(False) for name in given.findings}).disputes == ()


def test_one_letter_to_the_bureau_that_prints_it() -> None:
    (dispute,) = opened(standing()).disputes
    assert (dispute.bureau, dispute.kind, len(dispute.items)) == ("experian", "initial-dispute", 3)


def test_each_bureau_gets_its_own_items_only() -> None:
    two = case_of({"reports": [{"bureau": "experian", "accounts": [CARD]},
                               {"bureau": "equifax", "accounts": [{**CARD, "account_number": "XX4499", "opened": "2015-01"}]}]})  # fmt: skip
    given = standing(two, findings={f.id: f for f in find(two) if f.rule == "paid-with-balance"})
    disputes = opened(given).disputes
    assert [d.bureau for d in disputes] == ["experian", "equifax"]
    assert [i.subject["account_number"] for d in disputes for i in d.items] == ["412345XXXXXX4417", "XX4499"]
    for dispute in disputes:
        assert dispute.bureau is not None
        letter = compose(dispute.kind, request(given, bureau=dispute.bureau))
        printed = {f.key.split("/")[2] for f in letter.facts() if f.origin == "paper"}
        assert printed == {"0" if dispute.bureau == "experian" else "1"}


def test_what_was_given_up_before_it_was_posted_can_be_chosen_anew() -> None:
    given = standing()
    (dispute,) = opened(given).disputes
    held = Register(id="x", disputes=(dispute,))
    chosen = dict.fromkeys(given.findings, YES)
    again = open_disputes(given, chosen, held, directly=False)
    assert again.disputes == ()
    assert all("creditai record closed experian-1" in left.why for left in again.left)
    closed = replace(dispute, events=(Event("closed", PartialDate.parse("2026-02-01"), ""),))
    assert not closed.unposted
    again = open_disputes(given, chosen, held.with_dispute(closed), directly=False)
    assert [d.id for d in again.disputes] == ["experian-2"]


def test_what_was_sent_and_then_closed_waits_for_its_answer() -> None:
    given = standing()
    (dispute,) = opened(given).disputes
    day = PartialDate.parse("2026-02-01")
    sent = replace(dispute, events=(Event("sent", day, ""), Event("closed", day, "")))
    again = open_disputes(
        given, dict.fromkeys(given.findings, YES), Register(id="x", disputes=(sent,)), directly=False
    )
    assert again.disputes == ()
    assert all("has no answer yet" in left.why for left in again.left)


def test_the_items_of_one_thing_follow_on_and_its_row_bears_their_numbers() -> None:
    """An answer is recorded by the numbers that the letter prints."""
    same = made("paid-with-past-due", AT, "Page 1 prints past due “$1”.", f"{AT}/balance")
    given = standing()
    given = replace(given, findings={**given.findings, same.id: same})
    (dispute,) = opened(given).disputes
    rules = ["obsolete-account", "paid-with-balance", "paid-with-past-due", "inquiry-over-two-years"]
    assert [item.rule for item in dispute.items] == rules
    letter = compose(dispute.kind, request_for(given, Register(id="x"), dispute))
    assert [row.row for row in letter.items] == ["1", "2–3", "4"]


def test_numbers_that_do_not_follow_on_are_all_named() -> None:
    (row, *_) = compose("initial-dispute", request(standing())).items
    assert [replace(row, items=n).row for n in ((7,), (3, 8, 9), (1, 2, 3, 5))] == ["7", "3, 8–9", "1–3, 5"]


def test_a_thing_whose_bureau_is_not_named_is_left() -> None:
    unnamed = case_of({"reports": [{"bureau": None, "accounts": [CARD]}]})
    given = standing(unnamed, findings={f.id: f for f in find(unnamed)})
    result = opened(given)
    assert result.disputes == ()
    assert all("names no bureau" in left.why for left in result.left)


@pytest.mark.parametrize(("rules", "kind"), [
    (["obsolete-account"], "obsolete-item"),
    (["inquiry-over-two-years"], "inquiry"),
    (["paid-with-balance"], "initial-dispute"),
    (["obsolete-account", "inquiry-over-two-years"], "initial-dispute"),
])  # fmt: skip
def test_the_kind_follows_the_items(rules: list[str], kind: str) -> None:
    given = standing()
    chosen = {f.id: YES for f in given.findings.values() if f.rule in rules}
    assert [d.kind for d in opened(given, chosen).disputes] == [kind]


@pytest.mark.parametrize(("rule", "kind"), [("reinserted", "reinsertion"), ("mixed-file", "mixed-file")])
def test_letters_that_stand_alone(rule: str, kind: str) -> None:
    alone = made(rule, AT, "Page 1 prints balance “$412”.", f"{AT}/balance")
    given = standing()
    given = replace(given, findings={**given.findings, alone.id: alone})
    assert [d.kind for d in opened(given).disputes] == [kind, "initial-dispute"]


def test_a_question_is_answered_first() -> None:
    given, found = asked(Need("same", "Is it the same?"))
    (left,) = opened(given).left
    assert "Is it the same?" in left.why
    assert opened(given, {found.id: Choice(True, {"same": "yes"})}).disputes


def test_what_may_stay_open_may() -> None:
    given, _ = asked(Need("which-date", "If you know it: in which month was it?"))
    assert opened(given).disputes


@pytest.mark.parametrize(
    ("need", "question", "answer", "stands"),
    [
        ("same", "Is it the same?", "No.", False),
        ("same", "Is it the same?", "yes", True),
        ("who-opened", "Did you open this account yourself?", "yes", False),
        ("who-opened", "Did you open this account yourself?", "no", True),
        ("filed", "Have you ever filed for bankruptcy?", "Yes", False),
    ],
)
def test_what_is_right_is_not_disputed(need: str, question: str, answer: str, stands: bool) -> None:
    given, found = asked(Need(need, question))
    result = opened(given, {found.id: Choice(True, {need: answer})})
    assert bool(result.disputes) == stands == supports(Need(need, question), answer)
    assert contradicts(Need(need, question), answer) != stands


def test_questions_in_words() -> None:
    assert not asks_yes_or_no(Need("x", "Who closed this account: you, or the lender?"))
    assert not asks_yes_or_no(
        Need("x", "Did you sign to pay this account, or were you only allowed to use it?")
    )
    assert optional(Need("x", "If you know it: when did you open this account?"))
    assert not contradicts(Need("who-closed", "Who closed this account: you, or the lender?"), "no")


@pytest.mark.parametrize(
    ("question", "answer", "fits"),
    [
        ("Who closed this account: you, or the lender?", "Yes.", False),
        ("Who closed this account: you, or the lender?", "n", False),
        ("Who closed this account: you, or the lender?", "I don't know", False),
        ("Who closed this account: you, or the lender?", "?", False),
        ("Who closed this account: you, or the lender?", "The lender", True),
        ("Who closed this account: you, or the lender?", "No, the lender did", True),
        ("Did you sign to pay this account, or were you only allowed to use it?", "yes", False),
        ("If you know it: when did you open this account?", "no", False),
        ("If you know it: when did you open this account?", "", True),
        ("If you know it: when did you open this account?", "May 2019", True),
        ("Is it the same?", "yes", True),
    ],
)
def test_an_answer_that_says_nothing_is_refused_and_its_question_named(
    question: str, answer: str, fits: bool
) -> None:
    _, found = asked(Need("which", question))
    given = Answers(by_rule={found.rule: Choice(True, {"which": answer})})
    if fits:
        assert given.choices([found])
    else:
        with pytest.raises(
            WrongUsage, match=re.escape(f"“{question}” (which of {found.rule}) is not answered.")
        ):
            given.choices([found])
        left_out = Answers(by_rule={found.rule: Choice(False, {"which": answer})})
        assert not left_out.choices([found])[found.id].include


@pytest.mark.parametrize(("answer", "bureaus"), [
    ("2017-02", ["experian"]),
    ("February 2017", ["experian"]),
    ("2015-02", ["equifax"]),
    ("", ["experian", "equifax"]),
    ("2012-01", ["experian", "equifax"]),
])  # fmt: skip
def test_a_bureau_that_prints_it_right_by_the_answer_is_left_alone(answer: str, bureaus: list[str]) -> None:
    two = case_of({"reports": [{"bureau": "experian", "accounts": [{**CARD, "opened": "2015-02", "printed": {}}]},
                               {"bureau": "equifax", "accounts": [{**CARD, "opened": "2017-02", "printed": {}}]}]})  # fmt: skip
    need = Need("which-opened", "If you know it: when did you open this account?")
    found = made(
        "opened-differs", AT, "They differ.", f"{AT}/opened", "/reports/1/accounts/0/opened", needs=(need,)
    )
    found = replace(found, subject=(AT, "/reports/1/accounts/0"))
    given = standing(two, findings={found.id: found})
    result = opened(given, {found.id: Choice(True, {"which-opened": answer})})
    assert [d.bureau for d in result.disputes] == bureaus
    assert ["prints it right" in left.why for left in result.left] == [True] * (2 - len(bureaus))


def test_a_direct_letter_only_about_what_may_be() -> None:
    result = opened(standing(), directly=True)
    assert result.unaddressed == ("EXAMPLE COLLECTIONS LLC", "FIRST SAMPLE BANK")
    assert not any(d.kind == "direct-dispute" for d in result.disputes)
    lines = {"furnisher-address/0": "1 Sample Plaza"}
    result = opened(standing(), dict.fromkeys(standing().findings, Choice(True, lines)), directly=True)
    assert result.unaddressed == ()
    direct = [d for d in result.disputes if d.kind == "direct-dispute"]
    assert {i.rule for d in direct for i in d.items} == {"paid-with-balance", "obsolete-account"}
    assert [d.bureau for d in direct] == ["experian", "experian"]  # two furnishers, two letters
    assert not any(d.kind == "direct-dispute" for d in opened(standing()).disputes)


def _with_basis(*bases: tuple[str | None, str | None]) -> Finding:
    today = SECTIONS["15 USC 1681e(b)"].checked_on
    found = made("paid-with-balance", AT, "x", f"{AT}/balance")
    return replace(found, basis=tuple(Grounds(law, policy, "", today, "") for law, policy in bases))


def test_at_most_one_citation_and_one_that_fits() -> None:
    law = [("15 USC 1681e(b)", None), ("15 USC 1681s-2(a)(5)", None), ("15 USC 1681c(c)(1)", None)]
    assert grounds.citation(_with_basis(*law), "bureau") == "15 USC 1681c(c)(1)"
    assert grounds.citation(_with_basis(*law), "furnisher") == "12 CFR 1022.43(a)"
    assert grounds.citation(_with_basis(*law[:2]), "bureau") == "15 USC 1681i(a)(5)(A)"
    assert grounds.citation(_with_basis((None, "medical-paid")), "bureau") is None
    assert grounds.practice(_with_basis((None, "medical-paid"))) == "medical-paid"


def test_what_needs_a_second_look_is_never_cited(monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = replace(SECTIONS["15 USC 1681c(c)(1)"], verified=False)
    monkeypatch.setattr(grounds, "SECTIONS", {**SECTIONS, "15 USC 1681c(c)(1)": unsure})
    assert grounds.citation(_with_basis(("15 USC 1681c(c)(1)", None)), "bureau") == "15 USC 1681i(a)(5)(A)"


def test_no_letter_cites_twice_for_an_item() -> None:
    for item in compose("initial-dispute", request()).items:
        assert sum(fact.origin == "law" for said in item.asks for fact in said.facts.values()) <= 1


def test_a_choice_goes_over_to_what_the_finding_became() -> None:
    wide = replace(made("ssn-variation", AT, "x"), id="wide", subject=("/a", "/b"))
    narrow = replace(wide, id="narrow", subject=("/b",))
    answers = Answers(by_finding={"wide": YES})
    assert answers.choices([narrow], [wide]) == {"narrow": YES}
    assert answers.choices([replace(narrow, subject=("/c",))], [wide]) == {}


def test_every_kind_says_when() -> None:
    for kind in every_kind().values():
        assert kind.title
        assert kind.when.endswith(".")


def test_a_finding_without_a_bureau_is_in_no_letter() -> None:
    given = standing(case(bureau=None))
    assert items(given, None, "experian") == ()


def test_a_report_of_several_bureaus_is_said_to_be_one() -> None:
    plain = case()
    several = replace(plain.reports[0].source, bureaus=("experian", "equifax"), kind="html")
    merged = replace(plain, reports=(replace(plain.reports[0], source=several),))
    texts = [said.text for said in compose("initial-dispute", request(standing(merged))).sentences()]
    assert any("those that it prints under Experian" in text for text in texts)
    assert any("web page that I saved" in text for text in texts)
    assert "Reference of that report: 1234-5678-90" in texts
    assert not any(
        "several bureaus" in said.text for said in compose("initial-dispute", request()).sentences()
    )


def test_the_person_may_name_the_bureau_where_it_is_wrong() -> None:
    two = case_of(
        {"reports": [{"bureau": "experian", "accounts": [CARD]}, {"bureau": "equifax", "accounts": [CARD]}]}
    )
    found = replace(made("balance-differs", AT, "They differ."), subject=(AT, "/reports/1/accounts/0"))
    given = standing(two, findings={found.id: found})
    assert [d.bureau for d in opened(given).disputes] == ["experian", "equifax"]
    only = opened(given, {found.id: Choice(True, {"bureaus/0": "equifax"})})
    assert [d.bureau for d in only.disputes] == ["equifax"]
    none = opened(given, {found.id: Choice(True, {"bureaus/0": "transunion"})})
    assert none.disputes == ()
    assert "none of those that you named" in none.left[0].why


def test_what_is_said_once_for_a_thing_is_not_said_twice() -> None:
    need = Need("no-new-charges", "Is it right that you agreed to no interest?")
    one = made(
        "charge-off-with-growing-balance", AT, "Page 1 prints balance “$412”.", f"{AT}/balance", needs=(need,)
    )
    two = replace(one, id="two", rule="balance-rises-after-charge-off")
    given = standing(
        findings={one.id: one, "two": two}, answers={k: {"no-new-charges": "yes"} for k in (one.id, "two")}
    )
    (item,) = compose("initial-dispute", request(given)).items
    assert len({said.text for said in item.points}) == len(item.points)


def test_a_disputed_blank_is_kept_and_seen_when_it_returns() -> None:
    """An empty limit is disputed, filled in by the answer, and empty again: `correction-lost` sees it."""
    card = {**CARD, "status": "current", "status_text": "Current", "condition": "open", "balance": "10.00"}
    empty, filled = (
        {**card, "credit_limit": None, "blank": ["credit_limit"]},
        {**card, "credit_limit": "5000.00"},
    )
    given = standing(case(accounts=[empty]))
    (dispute,) = opened(given).disputes
    (item,) = [item for item in dispute.items if item.rule == "limit-missing-revolving"]
    assert item.printed["credit_limit"] is None

    number = dispute.items.index(item) + 1
    answer = ItemOutcome(number, "updated", {"credit_limit": "5000.00"})
    told = Event("answered", PartialDate(2025, 9, 20), "", outcomes=(answer,))
    register = Register(id="x", disputes=(replace(dispute, events=(told,)),))
    later = case_of(Example.pulls("hit", filled, empty).case)
    lost = [f for f in find(replace(later, outcomes=outcomes(register))) if f.rule == "correction-lost"]
    assert len(lost) == 1
    assert [f for f in find(later) if f.rule == "correction-lost"] == []


def test_a_date_that_the_collector_prints_is_disputed_as_the_collectors() -> None:
    """Not as the creditor's, who prints the earlier one: the letter, its answer and the next report go by the entry."""
    rule = next(each for each in every_rule() if each.id == "collector-dofd-later-than-creditor")
    given = case_of(next(e.case for e in rule.examples if e.kind == "hit"))
    found = standing(given, findings={f.id: f for f in find(given) if f.rule == rule.id})
    answers = {"same-debt": "yes", "furnisher-address/0": "1 Sample Plaza"}
    disputes = opened(found, dict.fromkeys(found.findings, Choice(True, answers)), directly=True).disputes
    assert [d.kind for d in disputes] == ["initial-dispute", "direct-dispute"]
    for dispute in disputes:
        assert dispute.items[0].subject["furnisher"] == "Example Collections LLC"
        assert dispute.items[0].printed == {"first_delinquency": "2021-02"}

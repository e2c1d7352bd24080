"""Ids that hold, findings that merge, an order, and a broken rule that is heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from creditai.asking import in_order
from creditai.case import Case
from creditai.errors import Broken
from creditai.examples import Example, case_of
from creditai.findings import find, grounds, nothing_found
from creditai.rules import Basis, Hit, Rule, Scope, Severity, every_rule
from creditai.rules.dofd_differs import DofdDiffers
from creditai.rules.paid_with_balance import PaidWithBalance


class Stub(Rule):
    """A rule of this test; its id is given, as it has no file of its own."""

    title = "A title"
    scope: ClassVar[Scope] = "one"
    severity: ClassVar[Severity] = "high"
    asks = "correct"
    basis = (Basis(law="15 USC 1681e(b)", why="a reason"),)
    name = "one"
    names: tuple[str, ...] = ("balance",)

    @property
    def id(self) -> str:
        return self.name

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            yield Hit.of(entry, self.names, "So it is.")


class Milder(Stub):
    severity = "low"
    name = "two"


class MilderWithMore(Milder):
    names = ("balance", "past_due")


class Late(Stub):
    name = "a-later-one"
    after = ("two",)

    def look(self, case: Case) -> Iterator[Hit]:
        yield from case.found["two"]


class Failing(Stub):
    name = "failing"

    def look(self, case: Case) -> Iterator[Hit]:
        raise ZeroDivisionError


ONE = {
    "furnisher": "First Sample Bank",
    "account_number": "4417XXXX",
    "opened": "2019-03",
    "balance": "412.00",
    "past_due": "9.00",
}
TWO = {
    "furnisher": "Second Sample Bank",
    "account_number": "5500XXXX",
    "opened": "2020-01",
    "balance": "900.00",
    "past_due": "1.00",
}


def case(*reports: Any) -> Case:
    return case_of({"reports": list(reports)})


def test_an_id_does_not_depend_on_the_place_in_the_report_or_on_other_files() -> None:
    alone = find(case({"accounts": [ONE]}), [Stub()])[0]
    other = {"bureau": "equifax", "accounts": [TWO]}
    among = find(case(other, {"accounts": [TWO, ONE]}), [Stub()])
    assert alone.id in {finding.id for finding in among}
    assert len({finding.id for finding in among}) == 3


def test_the_same_thing_in_two_pulls_is_one_finding_told_from_the_newer() -> None:
    old = {"report_date": "2025-10-01", "accounts": [ONE]}
    new = {"report_date": "2026-01-15", "accounts": [TWO, {**ONE, "balance": "500.00"}]}
    for order in ((old, new), (new, old)):
        found = {f.subject: f for f in find(case(*order), [Stub()])}
        newest = order.index(new)
        both = (f"/reports/{newest}/accounts/1", f"/reports/{1 - newest}/accounts/0")
        assert "“$500.00”" in found[both].statement
        assert all(pointer.startswith(f"/reports/{newest}/") for pointer in found[both].evidence)


def pulls(old: dict[str, Any], new: dict[str, Any]) -> Case:
    return case_of(Example.pulls("hit", old, new).case)


def test_what_the_newer_print_has_mended_is_not_told() -> None:
    paid = PaidWithBalance()
    wrong, right = {"status": "paid", "balance": "412.00"}, {"status": "paid", "balance": "0.00"}
    assert find(pulls(wrong, right), [paid]) == ()
    assert [f.subject for f in find(pulls(right, wrong), [paid])] == [("/reports/1/accounts/0",)]


def test_what_the_newer_print_leaves_out_still_stands() -> None:
    found = find(pulls({"status": "paid", "balance": "412.00"}, {"status": "paid"}), [PaidWithBalance()])
    assert [f.subject for f in found] == [("/reports/0/accounts/0",)]


def test_a_number_masked_otherwise_in_the_newer_pull_is_one_thing_all_the_same() -> None:
    wrong = {"status": "paid", "balance": "412.00"}
    found = find(
        pulls({**wrong, "account_number": "4417XXXX"}, {**wrong, "account_number": "XXXX9999"}),
        [PaidWithBalance()],
    )
    assert [f.subject for f in found] == [("/reports/1/accounts/0", "/reports/0/accounts/0")]


def two_bureaus_twice(old: str, new: str) -> Case:
    """One account at two bureaus, pulled twice; one prints the first delinquency in `old`, then in `new`."""
    report = {"report_date": "2025-10-15", "accounts": [{**ONE, "first_delinquency": "2020-03"}]}
    other = {**report, "bureau": "equifax", "accounts": [{**ONE, "first_delinquency": old}]}
    newer = {**other, "accounts": [{**ONE, "first_delinquency": new}]}
    reports = [report, other, {**report, "report_date": "2026-01-15"}, {**newer, "report_date": "2026-01-15"}]
    pointers = [f"/reports/{n}/accounts/0" for n in range(4)]
    links = [{"accounts": pair, "kind": "bureaus"} for pair in (pointers[:2], pointers[2:])]
    pairs = [{"before": pointers[n], "after": pointers[n + 2], "change": "changed"} for n in (0, 1)]
    return case_of({"reports": reports, "links": links, "comparisons": pairs})


def test_a_difference_that_the_newer_prints_have_mended_is_not_told() -> None:
    assert find(two_bureaus_twice("2020-11", "2020-03"), [DofdDiffers()]) == ()
    still = find(two_bureaus_twice("2020-11", "2020-11"), [DofdDiffers()])
    assert [f.subject for f in still] == [tuple(f"/reports/{n}/accounts/0" for n in (2, 3, 0, 1))]


def test_a_part_of_what_is_told_is_not_told_again() -> None:
    class Parts(Stub):
        scope: ClassVar[Scope] = "bureaus"

        def look(self, case: Case) -> Iterator[Hit]:
            entries = tuple(case.accounts())
            yield Hit.of(entries, ("balance",), "All of them.")
            yield Hit.of(entries[:1], ("balance",), "One of them.")

    assert len(find(case({"accounts": [ONE, TWO]}), [Parts()])) == 1


def test_two_hits_about_one_thing_are_two_findings() -> None:
    class Twice(Stub):
        def look(self, case: Case) -> Iterator[Hit]:
            for entry in case.accounts():
                yield Hit.of(entry, ("balance",), "So it is.")
                yield Hit.of(entry, ("past_due",), "And so is this.")

    assert len({f.id for f in find(case({"accounts": [ONE]}), [Twice()])}) == 2


def test_twins_in_one_print_stay_two_findings() -> None:
    found = find(case({"accounts": [ONE, ONE]}), [Stub()])
    assert len({f.id for f in found}) == 2
    assert {f.subject for f in found} == {("/reports/0/accounts/0",), ("/reports/0/accounts/1",)}


def test_a_finding_that_says_nothing_more_is_merged_into_the_graver() -> None:
    merged = find(case({"accounts": [ONE]}), [Milder(), Stub()])
    assert [(f.rule, f.also) for f in merged] == [("one", ("two",))]
    apart = find(case({"accounts": [ONE]}), [MilderWithMore(), Stub()])
    assert [(f.rule, f.also) for f in apart] == [("one", ()), ("two", ())]


def test_the_gravest_first_then_the_most_money() -> None:
    found = find(case({"accounts": [ONE, TWO]}), [MilderWithMore(), Stub()])
    assert [(f.rule, f.subject[0][-1]) for f in found] == [
        ("one", "1"),
        ("one", "0"),
        ("two", "1"),
        ("two", "0"),
    ]


def test_a_rule_sees_the_hits_of_those_it_names() -> None:
    assert [rule.id for rule in in_order([Late(), Milder()])] == ["two", "a-later-one"]
    assert {f.rule for f in find(case({"accounts": [ONE]}), [Late(), Milder()])} == {"a-later-one"}


def test_rules_that_wait_for_each_other_are_named() -> None:
    class Early(Milder):
        after = ("a-later-one",)

    with pytest.raises(Broken, match="a-later-one"):
        in_order([Late(), Early()])


def test_a_broken_rule_is_named_and_says_nothing_of_the_person() -> None:
    with pytest.raises(Broken, match=r"failing \(ZeroDivisionError\)") as caught:
        find(case({"accounts": [ONE]}), [Failing(), Stub()])
    assert "First Sample Bank" not in str(caught.value)


@pytest.mark.parametrize(
    "basis", [Basis(law="15 USC 0"), Basis(policy="none such"), Basis(), Basis("a", "b")]
)
def test_a_basis_outside_the_tables_is_refused(basis: Basis) -> None:
    with pytest.raises(Broken):
        grounds(basis)


def test_the_folder_is_the_registry() -> None:
    assert [rule.id for rule in every_rule()] == sorted(rule.id for rule in every_rule())
    assert "paid-with-balance" in {rule.id for rule in every_rule()}


def test_a_paper_of_which_nothing_was_read_is_not_found_to_be_right() -> None:
    read, bare = (case_of({"reports": [{"accounts": accounts}]}).reports for accounts in ([ONE], []))
    assert "nothing to check" in nothing_found(bare)
    assert nothing_found([*bare, *read]) == "No inaccuracy that paper alone can prove was found."

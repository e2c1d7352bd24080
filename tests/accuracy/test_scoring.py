"""The scoring itself: a perfect reading scores one, and each kind of fault is counted as what it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from creditai.report import Evidence, Report
from creditai.rules import every_rule
from tests.accuracy.findings import truths
from tests.accuracy.scoring import contains, matched, score
from tests.accuracy.table import summed
from tests.corpus.drawings import sheet_of
from tests.corpus.plants import every_plant
from tests.corpus.prints import every_print
from tests.corpus.sheets import Sheet


def perfect() -> tuple[Sheet, Report]:
    sheet = sheet_of(every_print()["equifax_acr"], 7, size=4)
    (read,) = truths([sheet])
    return sheet, read


def changed(report: Report, **fields: object) -> Report:
    first = replace(report.accounts[0], **fields)  # type: ignore[arg-type]
    return replace(report, accounts=(first, *report.accounts[1:]))


def test_the_answer_itself_scores_one() -> None:
    sheet, read = perfect()
    result = score(sheet, read, "x", on_paper=False)
    assert summed([result]).f1 == 1.0
    assert summed([result], history=True).f1 == 1.0
    assert (result.lost, result.extra_accounts) == (0, 0)


def test_a_wrong_a_missed_and_an_extra_value_are_told_apart() -> None:
    sheet, read = perfect()
    wrong = score(sheet, changed(read, balance=Decimal("1.00")), "x").tallies["balance"]
    missed = score(sheet, changed(read, balance=None), "x").tallies["balance"]
    extra = score(sheet, changed(read, last_activity=read.accounts[0].opened), "x").tallies["last_activity"]
    assert (wrong.wrong, missed.missed, extra.extra) == (1, 1, 1)


def test_a_lost_account_and_a_false_one_are_counted() -> None:
    sheet, read = perfect()
    lost = score(sheet, replace(read, accounts=read.accounts[1:]), "x")
    false = score(
        sheet, replace(read, accounts=(*read.accounts, replace(read.accounts[0], furnisher="Nobody"))), "x"
    )
    assert (lost.lost, lost.extra_accounts) == (1, 0)
    assert (false.lost, false.extra_accounts) == (0, 1)


def test_a_value_without_words_on_paper_is_invented() -> None:
    sheet, read = perfect()
    no_evidence = replace(
        read, evidence={k: v for k, v in read.evidence.items() if k != "/accounts/0/furnisher"}
    )
    elsewhere = replace(
        read, evidence={**read.evidence, "/accounts/0/furnisher": Evidence(1, None, "zzz-not-there")}
    )
    before = score(sheet, read, "x").invented
    assert score(sheet, no_evidence, "x").invented == before + 1
    assert score(sheet, elsewhere, "x").invented == before + 1


def test_evidence_must_contain_the_value_copied_from_it() -> None:
    assert contains(Evidence(1, None, "$1,250"), Decimal("1250.00"))
    assert not contains(Evidence(1, None, "$1,260"), Decimal("1250.00"))


def test_accounts_are_matched_one_to_one_even_when_alike() -> None:
    _, read = perfect()
    twins = (read.accounts[0], read.accounts[0])
    pairs, lost, extra = matched(twins, twins)
    assert (pairs, lost, extra) == ([(0, 0), (1, 1)], [], [])


def test_every_planted_rule_is_a_rule_of_the_product() -> None:
    known = {rule.id for rule in every_rule()}
    assert {p.rule for p in every_plant()} - known == set()

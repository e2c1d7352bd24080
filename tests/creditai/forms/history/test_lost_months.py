"""Lists of months that lost their heads: no amount of theirs becomes the account's."""

from __future__ import annotations

from creditai.forms.pairs import pairs_in
from creditai.vocabulary.labels import account_labels_with
from tests.creditai.forms.paper import Paper

XS = [170.0, 260.0, 400.0]


def pairs(paper: Paper) -> dict[str, str]:
    return {p.label.name: p.text for p in pairs_in(paper.lines(), account_labels_with(())).pairs if p.words}


def test_rows_of_amounts_whose_months_were_lost_give_the_labels_over_them_nothing() -> None:
    paper = Paper()
    paper.row(XS, 20, ["Balance", "Scheduled Payment", "Past Due"])
    paper.row(XS, 31, ["$406", "$756", "$0"])
    paper.row(XS, 42, ["$1,158", "$756", "$0"])
    assert pairs(paper) == {}


def test_a_month_that_is_left_before_one_of_the_rows_does_not_help() -> None:
    paper = Paper()
    paper.row(XS, 20, ["Balance", "Scheduled Payment", "Past Due"])
    paper.row(XS, 31, ["$406", "$756", "$0"])
    paper.row([60.0, *XS], 42, ["Apr 2026", "$1,158", "$756", "$0"])
    assert pairs(paper) == {}


def test_two_amounts_after_a_label_are_two_months() -> None:
    paper = Paper()
    paper.row([40.0, 260.0, 400.0], 20, ["Past Due", "$1,473", "$1,402"])
    assert pairs(paper) == {}


def test_one_row_of_amounts_under_labels_is_the_account_s() -> None:
    paper = Paper()
    paper.row(XS, 20, ["Balance", "Scheduled Payment", "Past Due"])
    paper.row(XS, 31, ["$406", "$756", "$0"])
    assert pairs(paper) == {"balance": "$406", "monthly_payment": "$756", "past_due": "$0"}


def test_a_line_without_anything_to_read_under_labels_is_no_row_of_months() -> None:
    paper = Paper()
    paper.row(XS, 20, ["Balance", "Scheduled Payment", "Past Due"])
    paper.text(40, 31, "\ue001")
    paper.row([40.0, *XS], 42, ["Apr 2026", "$1,158", "$756", "$0"])
    assert "balance" not in pairs(paper)

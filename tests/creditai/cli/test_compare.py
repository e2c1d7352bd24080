"""`creditai compare` on reports that need no reading: which is older, what cannot be compared, whose doing a change is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from creditai.cli import _reports
from creditai.cli.compare import _why_not
from creditai.disputes.register import Dispute
from creditai.disputes.results import before, in_order
from creditai.report import Report
from tests.creditai.disputes.cast import case


def report(sha256: str, **changes: Any) -> Report:
    made = case(**changes).reports[0]
    return replace(made, source=replace(made.source, file=f"{sha256}.pdf", sha256=sha256))


OLD = report("old")
NEW = report("new", report_date="2026-04-15")
EQUIFAX = {"bureau": "equifax", "consumer": {"names": ["DANA Q SAMPLE"]}}
QUINN = {
    "names": ["QUINN W SPECIMEN"],
    "as_reported": [{"bureau": "experian", "names": ["QUINN W SPECIMEN"]}],
}


def test_the_dates_say_which_is_older() -> None:
    assert in_order(NEW, OLD) == in_order(OLD, NEW) == (OLD, NEW)
    undated = report("undated", report_date=None)
    assert in_order(undated, OLD) == (undated, OLD)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (report("efx", **EQUIFAX), "not of one bureau (old.pdf is Experian, January 15, 2026; efx.pdf is Equifax"),
        (report("undated", report_date=None), "must print the day"),
        (report("same"), "neither is older"),
        (report("quinn", report_date="2026-04-15", consumer=QUINN), "of different people"),
        (report("bare", report_date="2026-04-15", accounts=[]), "no accounts"),
    ],
)  # fmt: skip
def test_the_condition_that_is_not_met_is_named(other: Report, why: str) -> None:
    assert why in _why_not(OLD, other)


def test_a_dispute_of_the_newer_paper_explains_no_change_before_it() -> None:
    of_old = Dispute(id="experian-1", kind="initial-dispute", reports=("old",))
    of_new = Dispute(id="experian-2", kind="initial-dispute", reports=("new", "old"))
    assert before((of_old, of_new), NEW) == (of_old,)


def test_reports_of_two_people_are_told_apart_and_one_persons_are_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _reports.tell_apart([OLD, NEW, report("efx", **EQUIFAX)])
    assert capsys.readouterr().err == ""
    _reports.tell_apart([OLD, report("quinn", consumer=QUINN)])
    told = capsys.readouterr().err
    assert "of different people" in told
    assert "old.pdf; quinn.pdf" in told

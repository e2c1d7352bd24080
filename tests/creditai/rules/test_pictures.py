"""What is not in a report that was read from pictures may yet be on the paper: no rule rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from creditai.case import Case, is_picture, read_whole
from creditai.examples import Example, case_of
from creditai.report import Kind
from creditai.rules import Rule
from creditai.rules.bankruptcy_mark_without_record import BankruptcyMarkWithoutRecord
from creditai.rules.collection_without_original_creditor import CollectionWithoutOriginalCreditor
from creditai.rules.discharge_not_shown import DischargeNotShown
from creditai.rules.disputed_flag_lost import DisputedFlagLost
from creditai.rules.history_gap import HistoryGap
from creditai.rules.history_vanished import HistoryVanished
from creditai.rules.limit_missing_revolving import LimitMissingRevolving
from creditai.rules.returned_after_absence import ReturnedAfterAbsence

ABSENCES: tuple[type[Rule], ...] = (
    BankruptcyMarkWithoutRecord,
    CollectionWithoutOriginalCreditor,
    DischargeNotShown,
    DisputedFlagLost,
    HistoryGap,
    HistoryVanished,
    LimitMissingRevolving,
    ReturnedAfterAbsence,
)


def absences() -> Iterator[object]:
    """Their examples that fire because something is not there: a limit of `$0` and `not disputed` are there."""
    for rule in ABSENCES:
        for n, example in enumerate(e for e in rule.examples if e.kind == "hit"):
            told = str(example.case)
            if "credit_limit': '0" not in told and "'disputed': False" not in told:
                yield pytest.param(rule, example, id=f"{rule.__name__}-{n}")


def of_kind(case: Case, kind: Kind) -> Case:
    reports = tuple(replace(r, source=replace(r.source, kind=kind)) for r in case.reports)
    return replace(case, reports=reports)


@pytest.mark.parametrize(("rule", "example"), list(absences()))
@pytest.mark.parametrize("kind", ["text", "scan", "mixed"])
def test_an_absence_is_told_of_text_alone(rule: type[Rule], example: Example, kind: Kind) -> None:
    assert bool(list(rule().look(of_kind(case_of(example.case), kind)))) is (kind == "text")


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_picture_was_never_read_whole(kind: Kind) -> None:
    (report,) = of_kind(case_of(HistoryGap.examples[0].case), kind).reports
    assert (is_picture(report), read_whole(report)) == (
        kind in ("scan", "mixed"),
        kind not in ("scan", "mixed"),
    )

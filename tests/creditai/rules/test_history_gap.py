"""What was left unread on the page may explain a gap, if it could be part of a grid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from creditai.case import Case
from creditai.examples import case_of
from creditai.report import Place
from creditai.rules.history_gap import HistoryGap


@pytest.mark.parametrize(
    ("unread", "page", "speaks"),
    [
        ("OK OK 30", 1, False),
        ("Apr", 1, False),
        ("2024", 1, False),
        ("\uf00c", 1, False),
        ("OK OK 30", 2, True),
        ("|", 1, True),
        ("Your report contains 3 accounts.", 1, True),
    ],
)
def test_a_gap_that_unread_words_may_explain_is_not_told(unread: str, page: int, speaks: bool) -> None:
    case = case_of(HistoryGap.examples[0].case)
    report = case.reports[0]
    coverage = replace(report.coverage, unread=(Place(page, None, unread),))
    assert bool(list(HistoryGap().look(Case((replace(report, coverage=coverage),))))) is speaks

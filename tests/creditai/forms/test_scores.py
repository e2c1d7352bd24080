"""A score's model may be its label, stand in brackets before the number, or be the value of a label of its own."""

from __future__ import annotations

import pytest

from creditai.forms.draft import Draft
from creditai.forms.here import Here
from creditai.forms.layout_print import Print
from creditai.forms.scores import read_scores
from creditai.report import Report
from tests.creditai.forms.paper import Paper, finished

PRINTED = {
    "a label of its own": [
        ("Score Model", "VantageScore 3.0"),
        ("Credit Score", "612"),
        ("Score Range", "300 - 850"),
    ],
    "in brackets": [("Credit Score (VantageScore 3.0): 612", "")],
    "the label": [("VantageScore 3.0", "612")],
}


def read(rows: list[tuple[str, str]]) -> Report:
    paper = Paper()
    for n, (label, value) in enumerate(rows):
        paper.text(72, 100 + 14 * n, label)
        if value:
            paper.text(260, 100 + 14 * n, value)
    document = paper.document()
    draft = Draft(document)
    read_scores(Here(draft, Print(), {}, None), paper.lines())
    return finished(draft)


@pytest.mark.parametrize("way", PRINTED)
def test_the_model_is_read(way: str) -> None:
    report = read(PRINTED[way])
    assert [(s.value, s.model) for s in report.scores] == [(612, "VantageScore 3.0")]
    assert report.coverage.unread == ()


def test_two_scores_keep_their_models() -> None:
    report = read([("FICO Score 8", "700"), ("VantageScore 3.0", "612")])
    assert [(s.value, s.model) for s in report.scores] == [(700, "FICO Score 8"), (612, "VantageScore 3.0")]

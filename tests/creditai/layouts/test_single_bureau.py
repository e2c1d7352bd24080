"""The prints of one bureau, drawn, are read by their own layout and by no other."""

from __future__ import annotations

import pytest

from creditai import layouts
from creditai.documents import read as read_document
from creditai.report import Report
from tests.corpus.drawings import Drawn, drawn
from tests.corpus.prints import every_print

SINGLE = ("experian_acr", "experian_member", "equifax_acr", "equifax_my", "transunion_acr", "transunion_mail")


@pytest.fixture(scope="module", params=SINGLE)
def paper(request: pytest.FixtureRequest) -> Drawn:
    return drawn(every_print()[request.param], 1004, size=5)


def test_exactly_one_layout_says_yes(paper: Drawn) -> None:
    document = read_document(paper.data)
    yes = [name for name, layout in layouts.every_layout().items() if layout.recognises(document)]
    assert yes == [paper.sheet.layout]


def test_accounts_are_read_in_their_order(paper: Drawn) -> None:
    report = _report(paper)
    truth = paper.sheet.truth
    assert [a.furnisher for a in report.accounts] == [a.furnisher for a in truth.accounts]
    assert [a.balance for a in report.accounts] == [a.balance for a in truth.accounts]
    assert [a.status for a in report.accounts] == [a.status for a in truth.accounts]


def test_every_word_is_accounted_for(paper: Drawn) -> None:
    coverage = _report(paper).coverage
    unread = sum(len(place.text.split()) for place in coverage.unread)
    assert coverage.words == coverage.read + coverage.ignored + unread
    assert unread < 0.08 * coverage.words


def _report(paper: Drawn) -> Report:
    return layouts.read(read_document(paper.data), file=paper.name, sha256="0" * 64)

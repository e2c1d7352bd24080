"""Addresses: the report's own wins; lines for the envelope without a word lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as ranging
from hypothesis import strategies as st

from creditai.disputes import guard, typesetting
from creditai.disputes.addresses import bureau_address, envelope_lines, table
from creditai.disputes.kinds import compose
from creditai.report import BUREAUS, DisputeAddress, Evidence
from tests.creditai.disputes.cast import case, request, standing


def test_every_bureau_has_one_with_its_source_and_day() -> None:
    assert set(table()) == set(BUREAUS)
    for listed in table().values():
        assert len(listed.lines) == 3
        assert listed.source
        assert listed.checked_on.year >= 2026


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("Experian P.O. Box 4500 Allen, TX 75013", ("Experian", "P.O. Box 4500", "Allen, TX 75013")),
        ("Equifax Information Services LLC, P.O. Box 740256, Atlanta, GA 30374-0256",
         ("Equifax Information Services LLC", "P.O. Box 740256", "Atlanta, GA 30374-0256")),
        ("TransUnion Consumer Solutions\nPO Box 2000\nChester, PA 19016",
         ("TransUnion Consumer Solutions", "PO Box 2000", "Chester, PA 19016")),
        ("PO BOX 3239 SAMPLEVILLE, ZZ 00004", ("PO BOX 3239", "SAMPLEVILLE, ZZ 00004")),
        ("1 Sample Plaza, Exampleton, ZZ 00000", ("1 Sample Plaza", "Exampleton, ZZ 00000")),
        ("100 SAMPLE STREET EXAMPLETON ZZ 00000", ("100 SAMPLE STREET EXAMPLETON ZZ 00000",)),
        ("Somewhere", ("Somewhere",)),
    ],
)  # fmt: skip
def test_lines_of_an_envelope(printed: str, lines: tuple[str, ...]) -> None:
    assert envelope_lines(printed) == lines


@ranging(st.text(st.sampled_from("AZ az09,.\n#-"), min_size=1).filter(str.strip))
def test_no_word_is_lost_or_moved(address: str) -> None:
    joined = "".join(envelope_lines(address))
    assert [c for c in joined if c.isalnum()] == [c for c in address if c.isalnum()]


def test_the_printed_address_wins_over_the_table() -> None:
    plain = case()
    key = "/dispute_addresses/0/address"
    text = "P.O. Box 9701, Allen, TX 75013"
    report = replace(
        plain.reports[0],
        dispute_addresses=(DisputeAddress("experian", text),),
        evidence={**plain.reports[0].evidence, key: Evidence(1, None, text)},
    )
    printed = standing(replace(plain, reports=(report,)))
    to = bureau_address("experian", printed.case.reports, [0])
    assert [fact.text for fact in to] == ["Experian", "P.O. Box 9701", "Allen, TX 75013"]
    assert [fact.origin for fact in to] == ["address", "paper", "paper"]
    letter = compose("initial-dispute", request(printed, recipient=to))
    guard.check(letter, typesetting.pdf(letter), printed)
    assert bureau_address("equifax", printed.case.reports, [0])[0].origin == "address"

"""A report survives the way to JSON and back; what does not fit is named by its pointer."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai import report as room
from creditai.contract import as_json, from_json, report_from_json
from creditai.errors import WrongUsage
from creditai.report import Account, Coverage, Evidence, HistoryMonth, Missing, Place, Report, Source
from creditai.values import PartialDate

SOURCE = {"file": "a.pdf", "sha256": "0" * 64, "pages": 1, "kind": "text", "layout": "unseen", "bureaus": []}

dates = st.dates().map(PartialDate.of) | st.builds(PartialDate, st.integers(1950, 2030), st.integers(1, 12))
money = st.decimals(0, 10**7, places=2, allow_nan=False)
words = st.text(max_size=12)
boxes = st.none() | st.tuples(*[st.floats(0, 999, width=32)] * 4)
places = st.builds(Place, st.integers(1, 9), boxes, words)
accounts = st.builds(
    Account,
    bureau=st.none() | st.sampled_from(room.BUREAUS),
    furnisher=st.none() | words,
    balance=st.none() | money,
    opened=st.none() | dates,
    status=st.none() | st.sampled_from(["current", "paid", "charge_off"]),
    remarks=st.lists(words, max_size=2).map(tuple),
    disputed=st.none() | st.booleans(),
    payment_history=st.lists(st.builds(HistoryMonth, dates, st.none() | st.just("OK")), max_size=3).map(
        tuple
    ),
)
evidence = st.builds(
    Evidence,
    st.integers(1, 9),
    boxes,
    words,
    also=st.lists(places, max_size=2).map(tuple),
    via=st.none() | st.just("status"),
    confidence=st.none() | st.floats(0.01, 1),
)
reports = st.builds(
    Report,
    source=st.just(Source("a.pdf", "0" * 64, 1, "text", "unseen", ("experian",))),
    report_date=st.none() | dates,
    accounts=st.lists(accounts, max_size=3).map(tuple),
    evidence=st.dictionaries(st.just("/accounts/0/balance"), evidence, max_size=1),
    coverage=st.builds(
        Coverage,
        words=st.integers(0, 9),
        unread=st.lists(places, max_size=2).map(tuple),
        missing=st.lists(
            st.builds(Missing, words, st.just("blank"), st.none() | st.integers(1, 5), boxes), max_size=2
        ).map(tuple),
    ),
)


@given(reports)
def test_a_report_survives_the_way_there_and_back(report: Report) -> None:
    told = json.loads(json.dumps(as_json(report)))
    assert told["schema"] == "creditai.report/1"
    assert report_from_json(told) == report


def test_money_goes_out_with_two_places_and_evidence_without_empty_extras() -> None:
    assert as_json(Decimal("1250")) == "1250.00"
    assert as_json(Evidence(1, None, "$1,250")) == {"page": 1, "box": None, "text": "$1,250"}


def test_what_is_left_out_is_not_known() -> None:
    read = report_from_json({"source": SOURCE, "accounts": [{"furnisher": "First Sample Bank"}]})
    assert read.accounts[0].bureau is None
    assert read.accounts[0].balance is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"accounts": [{}, {"balance": "much"}]}, "/accounts/1/balance: not a Decimal."),
        ({"accounts": [{"balance": "NaN"}]}, "/accounts/0/balance: not a Decimal."),
        ({"accounts": [{"status": "fine"}]}, "/accounts/0/status: not one of"),
        ({"accounts": [{"status": ["paid"]}]}, "/accounts/0/status: not one of"),
        ({"accounts": [{"opened": "03/2019"}]}, "/accounts/0/opened: not a PartialDate."),
        ({"accounts": {}}, "/accounts: a list belongs here."),
        ({"accounts": [3]}, "/accounts/0: an object belongs here."),
        ({"accounts": [{"colour": "red"}]}, "/accounts/0: no such field: colour."),
        ({"evidence": {"/a": {"page": "1", "text": ""}}}, "/evidence//a/page: a int belongs here."),
        (
            {"evidence": {"/a": {"page": 1, "text": "", "box": [1, 2]}}},
            "/evidence//a/box: 4 values belong here, not 2.",
        ),
        ({"evidence": []}, "/evidence: an object belongs here."),
        ({"schema": "creditai.report/9"}, "/: schema is 'creditai.report/9'"),
    ],
)
def test_what_does_not_fit_is_named_by_its_pointer(data: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        report_from_json({"source": SOURCE, **data})
    assert refused.value.message.startswith(said)


def test_a_part_is_read_as_strictly() -> None:
    assert from_json(Place, {"page": 2, "box": [1, 2, 3, 4], "text": "x"}) == Place(
        2, (1.0, 2.0, 3.0, 4.0), "x"
    )
    with pytest.raises(WrongUsage, match=r"^at/page"):
        from_json(Place, {"page": None, "text": "x"}, at="at")

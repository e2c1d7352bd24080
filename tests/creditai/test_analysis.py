"""The whole analysis of invented reports, and its document."""

from __future__ import annotations

import json
from dataclasses import asdict

from creditai.analysis import SCHEMA, analyse
from creditai.case import Case
from creditai.contract import report_from_json
from creditai.errors import Failure
from creditai.examples import Example, case_of

CARD = {
    "opened": "2019-03-04",
    "portfolio": "revolving",
    "credit_limit": "5000.00",
    "responsibility": "individual",
}
TWO = Example.linked(
    "hit",
    {**CARD, "status": "paid", "balance": "412.00", "reported": "2026-01-03", "first_delinquency": "2020-03"},
    {**CARD, "status": "paid", "balance": "0.00", "reported": "2026-01-03", "first_delinquency": "2020-11"},
)


def invented() -> Case:
    return case_of(TWO.case)


def test_links_are_made_and_rules_across_bureaus_read_them() -> None:
    analysis = analyse(invented().reports)
    assert [link.accounts for link in analysis.links] == [("/reports/0/accounts/0", "/reports/1/accounts/0")]
    assert {"paid-with-balance", "dofd-differs"} <= {finding.rule for finding in analysis.findings}


def test_the_document_is_plain_json_of_the_contract() -> None:
    failure = Failure(file="torn.pdf", code="truncated", message="It ends early.", page=None)
    data = json.loads(json.dumps(analyse(invented().reports, failures=[failure]).as_json()))
    assert list(data) == ["schema", "reports", "links", "comparisons", "findings", "failures"]
    assert data["schema"] == SCHEMA
    assert data["failures"] == [asdict(failure)]
    finding = next(f for f in data["findings"] if f["rule"] == "paid-with-balance")
    assert set(finding) == {
        "id", "rule", "title", "severity", "subject", "statement", "basis", "evidence", "asks", "needs", "also",
    }  # fmt: skip
    assert finding["subject"] == ["/reports/0/accounts/0"]
    assert set(finding["basis"][0]) == {"law", "policy", "source", "checked_on", "why"}
    assert finding["basis"][0]["checked_on"] == "2026-11-23"
    assert set(data["links"][0]) == {"accounts", "kind", "certainty", "why"}


def test_reports_survive_the_document() -> None:
    reports = invented().reports
    data = analyse(reports).as_json()
    assert tuple(report_from_json(item) for item in data["reports"]) == reports


def test_every_pointer_of_a_finding_leads_somewhere() -> None:
    data = analyse(invented().reports).as_json()
    pointers = [each for f in data["findings"] for each in (*f["subject"], *f["evidence"])]
    assert len(pointers) > len(data["findings"]) > 1
    for pointer in pointers:
        held = data
        for step in pointer.split("/")[1:]:
            held = held[int(step)] if isinstance(held, list) else held[step]


def test_nothing_read_is_an_analysis_too() -> None:
    assert analyse([]).as_json()["findings"] == []


def test_the_findings_do_not_depend_on_the_order_of_the_files() -> None:
    reports = invented().reports
    one, other = analyse(reports), analyse(reports[::-1])
    assert {f.id for f in one.findings} == {f.id for f in other.findings}

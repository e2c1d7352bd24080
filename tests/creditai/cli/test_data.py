"""Verbs with `--json` print one JSON document and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from creditai import cli
from creditai.cli.get import ways
from creditai.report import BUREAUS


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert cli.main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_list_of_rules_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    from creditai.rules import every_rule

    assert {row["id"] for row in told(capsys, "rules")["rules"]} == {rule.id for rule in every_rule()}


def test_an_explanation_names_its_grounds(capsys: pytest.CaptureFixture[str]) -> None:
    page = told(capsys, "explain", "obsolete-account")
    assert page["asks"] == "delete"
    assert page["lawyer"]
    assert all(ground["source"] and ground["checked_on"] for ground in page["basis"])


def test_a_lawyers_page_names_each_ground_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "paid-with-balance", "--for", "lawyer"]) == 0
    grounds = capsys.readouterr().out.partition("`sold-or-transferred-still-owing`.")[2]
    assert grounds.count("15 USC 1681e(b)") == 1
    assert "As in force in" in grounds


def test_the_list_of_layouts_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    known = {row["id"]: row["name"] for row in told(capsys, "layouts")}
    assert {"experian_acr", "equifax_acr", "transunion_acr", "unseen"} <= set(known)
    assert all(known.values())


def test_doctor_finds_this_machine_well(capsys: pytest.CaptureFixture[str]) -> None:
    checks = told(capsys, "doctor")
    assert [check for check in checks if check["needed"] and not check["ok"]] == []
    assert {"Python", "reading process", "OCR engine", "letters and fonts", "kept pages"} <= {
        c["name"] for c in checks
    }


@pytest.mark.parametrize("bureau", BUREAUS)
def test_get_tells_a_way_to_each_bureau_with_source_and_date(
    bureau: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "get", bureau)
    assert found
    for way in found:
        assert bureau in way["bureaus"]
        assert way["source"]
        assert way["checked_on"] == "2026-11-23"
        assert way["steps"]


def test_every_way_is_to_known_bureaus() -> None:
    assert all(set(way["bureaus"]) <= set(BUREAUS) for way in ways())

"""Of three bureaus' prints those that differ are disputed; one that differs from none is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from creditai.examples import case_of
from creditai.rules import Rule
from creditai.rules.dofd_differs import DofdDiffers
from creditai.rules.removal_differs import RemovalDiffers


@pytest.mark.parametrize(
    ("rule", "field", "apart", "between"),
    [
        (DofdDiffers(), "first_delinquency", ("2020-03", "2020-11"), "2020"),
        (RemovalDiffers(), "removal", ("2027-01", "2028-02"), "2027"),
        (RemovalDiffers(), "removal", ("2027-01", "2027-08"), "2027-04"),
    ],
)
def test_a_print_that_differs_from_no_other_is_not_told_to_differ(
    rule: Rule, field: str, apart: tuple[str, str], between: str
) -> None:
    account = {"furnisher": "First Sample Bank", "status": "charge_off"}
    reports: list[dict[str, Any]] = [
        {"bureau": bureau, "accounts": [{**account, field: date}]}
        for bureau, date in zip(("experian", "equifax", "transunion"), (*apart, between), strict=True)
    ]
    linked = [f"/reports/{n}/accounts/0" for n in range(3)]
    case = case_of({"reports": reports, "links": [{"accounts": linked, "kind": "bureaus"}]})
    assert [hit.subject for hit in rule.look(case)] == [tuple(linked[:2])]

"""Each plant makes the difference that it claims, and only in the reports of its case."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from creditai.rules import every_rule
from tests.corpus.plants import Plant, case, every_plant, unplanted
from tests.corpus.prints import every_print

PLANTS = every_plant()
NAMES = [f"{p.rule}-{p.name or ('hit' if p.expected else 'look-alike')}-{n}" for n, p in enumerate(PLANTS)]


@pytest.mark.parametrize("plant", PLANTS, ids=NAMES)
def test_a_plant_can_be_printed_and_differs_from_the_clean_case(plant: Plant) -> None:
    prints = every_print()
    planted = [prints[layout].write([file], Random(1)).truth for layout, file in case(plant, 7)]
    clean = [
        prints[layout].write([file], Random(1)).truth
        for layout, file in case(replace(plant, edit=unplanted), 7)
    ]
    if plant.said is None and (
        plant.expected or not plant.name
    ):  # a named look-alike is a clean case that invites a false alarm
        assert planted != clean
    assert len(planted) == len(plant.prints)


UNPRINTED = {
    "dofd-differs": "Equifax alone prints a date of first delinquency",
    "removal-beyond-dofd": "no print has a date of first delinquency and one of removal",
}
"""Rules whose facts stand together in no print that is known; their examples are in their own files."""


def test_every_rule_is_planted_or_needs_what_no_print_has() -> None:
    assert {p.rule for p in PLANTS if p.expected} == {rule.id for rule in every_rule()} - set(UNPRINTED)


def test_look_alikes_are_many() -> None:
    assert len([p for p in PLANTS if not p.expected]) >= 60

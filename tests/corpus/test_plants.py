"""Each plant makes the difference that it claims, and only in the reports of its case."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

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
    if plant.expected or not plant.name:  # a named look-alike is a clean case that invites a false alarm
        assert planted != clean
    assert len(planted) == len(plant.prints)


def test_both_kinds_are_many() -> None:
    assert len({p.rule for p in PLANTS if p.expected}) >= 60
    assert len([p for p in PLANTS if not p.expected]) >= 45

"""Facts and plans survive the journal unchanged."""

from __future__ import annotations

import json

import pytest

from runbook.facts import Facts, Health, Known
from runbook.records import canonical, digest, plain, read
from tests.runbook.worlds import NOW, world


def test_facts_come_back_as_they_were() -> None:
    facts = world(live="blue", blue="a", green=None)
    assert read(Facts, json.loads(canonical(facts))) == facts


def test_what_does_not_fit_is_no_fact() -> None:
    told = plain(Known(Health("ok", "r", "blue", "1", "1", True), NOW, "x"))
    told["value"]["ready"] = "yes"
    with pytest.raises(TypeError):
        read(Known[Health], told)
    with pytest.raises(TypeError):
        read(Known[Health], {**told, "more": 1})


def test_what_was_written_before_a_field_was_added_is_read() -> None:
    facts = world(live="blue", blue="a", green=None)
    told = {name: value for name, value in plain(facts).items() if name != "down"}
    assert read(Facts, told).blue == facts.blue
    with pytest.raises(TypeError):
        read(Facts, {name: value for name, value in told.items() if name != "blue"})


def test_one_value_has_one_digest_in_any_order() -> None:
    assert digest({"a": 1, "b": (1, 2)}) == digest({"b": [1, 2], "a": 1}) != digest({"a": 1, "b": [2, 1]})

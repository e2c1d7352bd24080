"""`creditai verify` on a machine of the tests: what stands by may be loaded, what serves people never."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from rehearsal.machine import Machine, machine
from runbook import cli

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def at() -> Iterator[Machine]:
    with machine() as made:
        made.write_file()
        made.deploy("one")
        yield made


@pytest.fixture
def say(at: Machine, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(verb: str, aim: str, *words: str) -> tuple[int, str, str]:
        where = str(at.folder / "test.toml")
        aims = ("--environment", aim, "--of", where) if aim else ("--environment", where)
        code = cli.main(["verify", verb, *aims, *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


def evidence(at: Machine) -> dict[str, str]:
    return {n: e.body["said"] for e in at.journal.entries(kind="evidence") for n in e.body["covers"]}


def test_times_are_sampled_and_judged(at: Machine, say: Say) -> None:
    code, out, err = say("performance", "", "--duration", "0.6", "--rate", "60", "--json")
    told = json.loads(out)
    assert (code, told["verdict"], told["seconds"], told["failed"]) == (0, "well", 0.6, 0), err
    assert told["p95"] > 0
    assert evidence(at)["R090"].startswith("well: 36 answers in 0.6 s at 60 a second")


@pytest.mark.parametrize("aim", ["", "green"])
def test_people_are_never_loaded(at: Machine, say: Say, aim: str) -> None:
    live = at.facts().live
    colour = aim and str(getattr(live, "value", ""))
    code, out, err = say("load", colour)
    assert (code, out) == (2, "")
    assert "serves people" in err


@pytest.mark.parametrize("words", [("--rate", "5000"), ("--seconds", "10000"), ("--rate", "0")])
def test_a_load_is_bounded(say: Say, words: tuple[str, ...]) -> None:
    code, _, err = say("load", "idle", *words)
    assert code == 2
    assert "At most 200 requests a second" in err


def test_what_stands_by_is_loaded(at: Machine, say: Say) -> None:
    code, out, err = say("load", "idle", "--rate", "60", "--seconds", "0.6")
    assert code == 0, err
    assert "36 answers in 0.6 s" in out
    assert "R089" in evidence(at)


def test_what_is_not_as_it_should_be_ends_with_2_and_names_the_way_out(at: Machine, say: Say) -> None:
    code, out, err = say("headers", "")
    assert code == 2
    assert "content-security-policy -25: there is none" in out
    assert "security-headers" in err
    assert evidence(at)["R095"].startswith("no: ")
    assert say("tls", "")[0] == 0  # plain HTTP: not asked, and said so
    assert "not asked" in say("tls", "")[1]
    assert say("health", "nobody")[0] == 2


def test_processes_of_the_release_are_found(say: Say) -> None:
    code, out, _ = say("resources", "", "--json")
    (found,) = [each for each in json.loads(out)["items"] if each["verification"] == "processes"]
    assert found["verdict"] == "yes", found
    assert code in (0, 2)  # a busy machine's load is no matter here

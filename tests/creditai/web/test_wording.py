"""What is said to who asks by HTTP names requests, never verbs of the command line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import creditai
from creditai.web.wording import as_requests, fault_in_words
from tests.creditai.web.routes_of import every_route

ROOMS = Path(creditai.__file__).parent
SAYING = (
    "disputes",
    "forms",
    "flows",
    "papers",
    "billing",
    "choosing.py",
    "case.py",
    "analysis.py",
    "linking",
)
"""The rooms whose errors a person of the service may be told."""
OPERATORS = {"order_switches.py"}
"""Said to operators, who have the verbs."""


def _sentences(path: Path) -> Iterator[str]:
    """Every text of a file but its docstrings, what is filled in as `experian-1`."""
    tree = ast.parse(path.read_text("utf-8"))
    loose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "experian-1" for part in node.values
            )
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in loose | inside
        ):
            yield node.value


def _naming_verbs() -> Iterator[tuple[str, str]]:
    for room in SAYING:
        for path in [ROOMS / room] if room.endswith(".py") else sorted((ROOMS / room).rglob("*.py")):
            if path.name not in OPERATORS:
                yield from ((path.name, text) for text in _sentences(path) if "`creditai " in text)


NAMING = [pair for pair in _naming_verbs() if not pair[1].startswith("#")]


def test_the_rooms_below_do_name_verbs() -> None:
    assert {name for name, _ in NAMING} >= {
        "opening.py",
        "recording.py",
        "evidence_of_report.py",
        "choosing.py",
    }


@pytest.mark.parametrize(("name", "sentence"), NAMING)
def test_no_sentence_of_the_service_names_a_verb_of_the_command_line(name: str, sentence: str) -> None:
    said = as_requests(sentence)
    assert "creditai" not in said, f"{name}: {said}"
    assert "`POST " in said or "`GET " in said or "Download" in said, f"{name}: {said}"


def test_what_names_no_verb_is_left_as_it_is() -> None:
    sentence = "experian-1 has no item 9; it has 1."
    assert as_requests(sentence) == sentence


def test_a_way_out_keeps_its_dispute() -> None:
    said = as_requests("give that one up first: `creditai record closed equifax-12 --on DATE`.")
    assert said == 'give that one up first: `POST /disputes/equifax-12/events` with `"what": "closed"`.'


def test_a_table_of_the_answers_file_is_a_member_here() -> None:
    assert (
        as_requests("fill in name and address under [person].") == "fill in name and address under `person`."
    )


@pytest.mark.parametrize("kind", ["uuid_parsing", "json_invalid", "extra_forbidden", "date_parsing"])
def test_a_fault_is_told_without_the_words_of_parsers(kind: str) -> None:
    said = fault_in_words(
        {"type": kind, "msg": "Input should be a valid UUID, invalid character: found `n` at 0"}
    )
    assert "Input" not in said
    assert "found" not in said


def test_other_faults_are_told_as_they_are() -> None:
    assert fault_in_words({"type": "less_than_equal", "msg": "Input should be less than or equal to 5"}) == (
        "Input should be less than or equal to 5"
    )


NAMED = re.compile(r"\b(GET|POST|PUT|DELETE|PATCH) (/[A-Za-z0-9/_-]*[A-Za-z0-9])")
STANDING_FOR = re.compile(r"/([A-Z]{2,}|experian-1)(?=/|$)")
KINDS_OF_CONSENT = re.compile(r"(?<=/consents/)[a-z-]+$")


def _requests() -> Iterator[tuple[str, str, str]]:
    for path in sorted(ROOMS.rglob("*.py")):
        for text in _sentences(path):
            for method, named in NAMED.findall(as_requests(text)):
                yield path.name, method, named


def test_a_request_that_a_sentence_names_is_there() -> None:
    """Who is refused and told a way out finds a route at its end."""
    routes = {(route.method, re.sub(r"{[^}]*}", "X", route.path)) for route in every_route()}
    named = list(_requests())
    assert len(named) > 20
    lost = []
    for file, method, path in named:
        whole = path if path.startswith("/api/") else f"/api/v1{path}"
        if (method, KINDS_OF_CONSENT.sub("X", STANDING_FOR.sub("/X", whole))) not in routes:
            lost.append((file, method, path))
    assert lost == []

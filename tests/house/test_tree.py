"""What no file of the project may hold, and what each must."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, modules, texts, tracked

SSN = re.compile(r"(?<![\d-])(\d{3})-(\d{2})-(\d{4})(?![\d-])")
BANNED_ROOMS = {
    "utils",
    "helpers",
    "common",
    "base",
    "core",
    "manager",
    "service",
    "handler",
    "engine",
    "processor",
}
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:work|farm|root|home)/|\.librar[y]\b|bash_job[s]|pypi\.or[g]|pythonhosted\.or[g]"
    r"|https?://\S+\.(?:whl|tgz|tar\.gz)|(?:--|extra-)index-ur[l]"
)
LONGEST = 450
LONGEST_FUNCTION = 60
"""Lines without the docstring: of most, half is the signature that a verb or a route declares."""
OURS = ("creditai", "runbook", "rehearsal")


def could_be_real(area: str, group: str, serial: str) -> bool:
    """Whether such a number may have been issued: areas 000, 666 and 9xx, group 00, serial 0000 never are."""
    return not (area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000")


@pytest.mark.parametrize(
    ("number", "real"),
    [
        ("123-45-6789", True),
        ("987-65-4321", False),
        ("666-12-3456", False),
        ("123-00-4567", False),
        ("123-45-0000", False),
    ],
)
def test_the_search_knows_what_was_never_issued(number: str, real: bool) -> None:
    found = SSN.search(f"x {number}.")
    assert found is not None
    assert could_be_real(*found.groups()) is real


def test_nothing_is_shaped_like_a_real_social_security_number() -> None:
    own = Path("tests/house/test_tree.py")
    guilty = [
        f"{path}: {found.group()}"
        for path, text in texts().items()
        if path != own and path.parts[0] != "requirements"
        for found in SSN.finditer(text)
        if could_be_real(*found.groups())
    ]
    assert guilty == []


def test_no_sample_report_prints_such_a_number() -> None:
    from creditai.documents import read

    samples = [path for path in tracked() if path.suffix == ".pdf"]
    for path in samples:
        words = " ".join(word.text for page in read((ROOT / path).read_bytes()).pages for word in page.words)
        assert not [n.group() for n in SSN.finditer(words) if could_be_real(*n.groups())], path


def test_the_project_speaks_of_itself_alone() -> None:
    guilty = [
        f"{path}: {found.group()}" for path, text in texts().items() for found in ELSEWHERE.finditer(text)
    ]
    assert guilty == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path)
        for path in modules("creditai", "runbook", "rehearsal", "tests", "benchmarks", "docs", "entry.py")
        if (text := (ROOT / path).read_text(encoding="utf-8")).strip()
        and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


def test_rooms_are_nouns_of_the_subject() -> None:
    names = {
        part.removesuffix(".py").strip("_") for path in modules("creditai", "runbook") for part in path.parts
    }
    assert names & BANNED_ROOMS == set()


def test_files_are_short_enough_to_read() -> None:
    long = {
        str(path): lines
        for path in modules(*OURS)
        if (lines := (ROOT / path).read_text(encoding="utf-8").count("\n")) > LONGEST
    }
    assert long == {}


def test_functions_are_short_enough_to_read() -> None:
    long = {}
    for path in modules(*OURS):
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                told = node.body[0] if ast.get_docstring(node) is not None else None
                said = 0 if told is None else (told.end_lineno or told.lineno) - told.lineno + 1
                lines = (node.end_lineno or node.lineno) - node.lineno + 1 - said
                if lines > LONGEST_FUNCTION:
                    long[f"{path}:{node.name}"] = lines
    assert long == {}


def test_no_failure_is_swallowed() -> None:
    """`except ...: pass` hides; what may be left alone is named with contextlib.suppress or answered."""
    guilty = []
    for path in modules(*OURS):
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
                guilty.append(f"{path}:{node.lineno}")
    assert guilty == []


def test_migrations_stand_in_one_line() -> None:
    """Two that follow the same one are told here, before any database is: each must name the last that was there."""
    follows = {}
    for path in (ROOT / "creditai/store/migrations/versions").glob("[0-9]*.py"):
        told = dict(
            re.findall(r'^(revision|down_revision) = "?(\w+)"?$', path.read_text("utf-8"), re.MULTILINE)
        )
        follows[told["revision"]] = told["down_revision"]
    [last] = set(follows) - set(follows.values())
    line = [last]
    while follows[line[-1]] != "None":
        line.append(follows[line[-1]])
    assert sorted(line) == sorted(follows)

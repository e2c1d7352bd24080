"""What is not documented does not exist: verbs, options, settings, exit codes, errors, rules, layouts, fields, rooms."""

from __future__ import annotations

import inspect
import os
import re
import tomllib
from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

import entry
from creditai import cli, errors, report
from creditai.law.catalogue import LEFT_OUT, RULE_IDS
from creditai.layouts import every_layout
from creditai.rules import every_rule
from docs import printer
from runbook import cli as runbook_cli
from tests.house.tree import ROOT, texts

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", cli.verbs())
def test_every_verb_shows_examples_and_explains_each_option(verb: str) -> None:
    page = inspect.getdoc(cli.load(verb)) or ""
    examples = page.partition("Examples:")[2]
    assert re.search(rf"^\s+creditai {verb}\b", examples, re.MULTILINE), f"{verb} shows no example"
    assert cli.first_line(verb).endswith(".")
    for name, parameter in inspect.signature(cli.load(verb), eval_str=True).parameters.items():
        told = getattr(parameter.annotation, "__metadata__", ())
        assert told, f"{verb}: {name} is not annotated"
        assert told[0].help, f"{verb}: {name} is not explained"


RUNBOOK_VERBS = [(subject, verb) for subject in runbook_cli.subjects() for verb in runbook_cli.verbs(subject)]


@pytest.mark.parametrize(("subject", "verb"), RUNBOOK_VERBS)
def test_every_verb_of_the_runbook_shows_examples_and_explains_each_option(subject: str, verb: str) -> None:
    function = runbook_cli.load(subject, verb)
    examples = (inspect.getdoc(function) or "").partition("Examples:")[2]
    assert re.search(rf"^\s+creditai {subject} {verb}\b", examples, re.MULTILINE), "it shows no example"
    for name, parameter in inspect.signature(function, eval_str=True).parameters.items():
        told = getattr(parameter.annotation, "__metadata__", ())
        assert told, f"{name} is not annotated"
        assert told[0].help, f"{name} is not explained"


def test_the_command_knows_every_subject_of_the_runbook() -> None:
    assert tuple(sorted(entry.RUNBOOK)) == runbook_cli.subjects()
    assert not set(entry.RUNBOOK) & set(cli.verbs())


def test_the_reference_is_what_the_code_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert printer.main(["--check"]) == 0, capsys.readouterr().err


def test_every_exit_code_of_an_error_is_documented() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.CreditAIError)
    ]
    assert {kind.exit_code for kind in kinds} <= set(cli.EXIT_CODES)


def test_every_code_of_a_failure_has_a_meaning_and_a_class() -> None:
    assert set(errors.MEANINGS) == set(get_args(errors.FailureCode))
    codes = {kind.code for kind in errors.NotRead.__subclasses__()} | {errors.AmbiguousLayout.code}
    assert codes == set(errors.MEANINGS)


def test_every_error_stands_in_the_tree_at_the_top_of_its_file() -> None:
    drawn = errors.__doc__ or ""
    names = [
        n for n, k in vars(errors).items() if isinstance(k, type) and issubclass(k, errors.CreditAIError)
    ]
    assert [name for name in names if name not in drawn] == []


def test_every_variable_that_is_heard_is_documented() -> None:
    heard = set()
    for path, text in texts().items():
        if path.parts[0] == "creditai" and path.suffix == ".py":
            heard |= set(re.findall(r"(?:environ(?:\.get\(|\[)|envvar=)\"(\w+)\"", text))
    assert heard - {"PYTHONPATH", "PATH"} == set(cli.SETTINGS)  # handed on to children


def test_every_field_of_the_contract_has_a_meaning() -> None:
    told = tomllib.loads((ROOT / "docs/fields.toml").read_text(encoding="utf-8"))
    kinds = {n: k for n, k in vars(report).items() if is_dataclass(k) and k.__module__ == report.__name__}
    assert {name: {f.name for f in fields(kind)} for name, kind in kinds.items()} == {
        name: set(meanings) for name, meanings in told.items()
    }


def test_every_rule_of_the_catalogue_is_there_or_left_out_with_a_reason() -> None:
    assert {rule.id for rule in every_rule()} | set(LEFT_OUT) == set(RULE_IDS)
    assert all(LEFT_OUT.values())


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_every_rule_has_its_page_and_its_proof(rule: object) -> None:
    from creditai.rules import Rule

    assert isinstance(rule, Rule)
    consumer, found, lawyer = rule.page.partition("For a lawyer:")
    assert found
    assert len(consumer.split()) >= 10
    assert len(lawyer.split()) >= 10
    assert {"hit", "miss"} <= {example.kind for example in rule.examples}
    assert rule.basis


@pytest.mark.parametrize("name", every_layout())
def test_every_layout_keeps_the_history_of_its_print(name: str) -> None:
    layout = every_layout()[name]
    assert len((layout.__doc__ or "").split()) >= 20
    assert layout.NAME


def test_every_verb_of_make_has_a_line_of_help() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", MAKEFILE, re.MULTILINE))
    explained = set(re.findall(r"^([a-z][a-z-]*):.*## \S", MAKEFILE, re.MULTILINE))
    assert targets == explained


@pytest.mark.parametrize("page", ["README.md", "docs/map.md"])
def test_the_map_lists_every_room(page: str) -> None:
    rooms = {
        name.removesuffix(".py")
        for name in os.listdir(ROOT / "creditai")
        if not name.startswith(("_", ".")) and name not in ("py.typed",)
    }
    told = (ROOT / page).read_text(encoding="utf-8")
    missing = sorted(room for room in rooms if not re.search(rf"\b{room}\b(?:/|\.py)?", told))
    assert missing == []


def test_every_link_between_pages_leads_somewhere() -> None:
    lost = []
    for path, text in texts().items():
        if path.suffix == ".md":
            for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
                if not (ROOT / path.parent / target).exists():
                    lost.append(f"{path}: {target}")
    assert lost == []


def test_every_decision_has_its_five_headings_and_fits_a_page() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert heads == ["Status", "Context", "Decision", "Consequences", "Enforced by"], page.name
        assert text.count("\n") <= 60, page.name

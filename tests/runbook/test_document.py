"""The document names every line once, nothing that there is not, and says what its first edition had wrong."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from runbook import cli
from runbook.cli.runbook import _control
from runbook.coverage import NUMBERS, Item, items
from runbook.document import _LINE, PLACE, Control, control, faults, lines, shown
from runbook.journal import Journal

TEXT = PLACE.read_text("utf-8")
ITEMS = items((), None)
VERBS = {subject: cli.verbs(subject) for subject in cli.subjects()}
TODAY = date(2026, 11, 26)
GOOD = Control("1a2b3c4", date(2026, 11, 1), "Dana Q. Sample")


def test_each_line_stands_once_and_in_order() -> None:
    assert [number for number, _ in _LINE.findall(TEXT)] == list(NUMBERS)
    assert max(Counter(lines(TEXT).values()).values()) <= 2


def test_it_names_nothing_that_there_is_not() -> None:
    wanted = {number for number in NUMBERS if not _here(number)}
    found = [f for f in faults(TEXT, ITEMS, VERBS, _control.product(), GOOD, TODAY) if f[:4] not in wanted]
    assert found == []


def _here(number: str) -> bool:
    item = next(i for i in ITEMS if i.number == number)
    return item.code is not None or item.target != "host"


def test_all_twenty_corrections_are_named() -> None:
    tail = TEXT.partition("## What was wrong")[2]
    assert [line.partition(".")[0] for line in tail.splitlines() if line[:1].isdigit()] == [
        str(n) for n in range(1, 21)
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("- R017 ", "- R17 "), "R017 stands nowhere"),
        (("`creditai check outside`", "`creditai check elsewhere`"), "names `creditai check elsewhere`"),
        (("`creditai db shell`", "`creditai dbx shell`"), "names `creditai dbx shell`"),
    ],
)
def test_a_fault_is_named(change: tuple[str, str], says: str) -> None:
    found = list(faults(TEXT.replace(*change), ITEMS, VERBS, _control.product(), GOOD, TODAY))
    assert any(says in sentence for sentence in found)


def test_a_line_without_code_and_an_overdue_review_are_faults() -> None:
    bare = [Item(i.number, None, None, None, None, "host") if i.number == "R001" else i for i in ITEMS]
    told = list(faults(TEXT, bare, VERBS, _control.product(), Control("v", date(2026, 1, 1), "x"), TODAY))
    assert any(sentence.startswith("R001 (Nothing is uncommitted") for sentence in told)
    assert told[-1].startswith("The review of this document was due on 2026-04-02")


def test_its_control_comes_from_git() -> None:
    found = control("1a2b3c4\t2026-11-01\tDana Q. Sample\n")
    assert (found, found.review) == (GOOD, date(2027, 1, 31))
    assert control("") == Control(None, None, None)
    assert "unknown" in list(shown(TEXT, ITEMS, control(""), TODAY))[-1]


def test_it_is_shown_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "here.toml"
    file.write_text(f'state = "{tmp_path}/s"\naddress = "http://127.0.0.1:1"\n')
    journal = Journal(tmp_path / "s")
    journal.append("held", "run-1", step="switch", seconds=0.2)
    assert cli.main(["runbook", "show", "-e", str(file)]) == 0
    out = capsys.readouterr().out
    assert "- R060 The edge's link is moved" in out
    assert "run run-1: held after 0.2 s" in out
    assert "not on this target: a command of Kubernetes" in out
    code = cli.main(["runbook", "check", "-e", str(file), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == int(bool(told["faults"]))
    assert cli.main(["runbook", "show", "--plain", "-e", str(file)]) == 0
    assert capsys.readouterr().out == TEXT

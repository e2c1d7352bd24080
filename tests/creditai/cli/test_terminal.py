"""What a verb prints, as a person's terminal shows it and as a program reads it."""

from __future__ import annotations

import pytest

from creditai.cli import _terminal

HEADS = ("what", "found", "what to do")


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks, at eighty columns."""
    monkeypatch.setattr(_terminal, "on_terminal", lambda stream=None: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.usefixtures("person")
def test_a_column_in_which_nothing_stands_is_not_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    _terminal.table(HEADS, [("Python", "3.11", ""), ("typst", "0.15", " ")])
    told = capsys.readouterr().out
    assert "found" in told
    assert "what to do" not in told
    _terminal.table(HEADS, [("Python", "3.11", ""), ("typst", "none", "install it")])
    assert "what to do" in capsys.readouterr().out


def test_a_program_finds_every_column_where_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    _terminal.table(HEADS, [("Python", "3.11", "")])
    assert capsys.readouterr().out == "what\tfound\twhat to do\nPython\t3.11\t\n"


@pytest.mark.usefixtures("person")
def test_places_are_folded_never_and_words_are(capsys: pytest.CaptureFixture[str]) -> None:
    place = "transunion-2026-05-18:7"
    _terminal.table(("what", "where"), [("a word and " * 20, f"{place}\n{place}")], whole=1)
    assert capsys.readouterr().out.count(place) == 2

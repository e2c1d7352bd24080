"""Lines that fit a terminal: no word broken, no word lost."""

from __future__ import annotations

import io

import pytest

from runbook.cli import _fitting
from runbook.cli._fitting import aside, columns, fitted, say
from runbook.cli._waiting import waiting

LINE = "  watch     Watch the release through the edge: errors, latency, papers; silence is not well. Usually 12 s."


def test_a_line_breaks_between_words_and_goes_on_under_its_text() -> None:
    first, second = fitted(LINE, 80).split("\n")
    assert first.startswith("  watch     Watch")
    assert second.startswith(" " * 12)
    assert max(len(first), len(second)) <= 80
    assert f"{first} {second}".split() == LINE.split()


def test_a_line_that_fits_and_a_pipe_are_left_alone() -> None:
    assert fitted(LINE, 120) == LINE
    assert fitted(LINE, None) == LINE
    assert columns(io.StringIO()) is None


def test_a_path_is_left_whole_so_that_it_can_be_copied() -> None:
    path = "/srv/" + "a" * 90 + "/well-known-place"
    assert path in fitted(f"  install   {path}", 80)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_every_line_of_a_text_is_broken_by_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_fitting, "columns", lambda stream: 40)
    say("# Of incident-1\n\n- 2026-03-02 16:00 UTC assess by sam (impact: uploads are refused)\nend", "  ")
    aside("OVERDUE incident-1: nobody leads it yet; say who does.")
    told, beside = capsys.readouterr()
    assert told == (
        "# Of incident-1\n\n- 2026-03-02 16:00 UTC assess by sam\n  (impact: uploads are refused)\nend\n"
    )
    assert beside == "OVERDUE incident-1: nobody leads it yet;\n  say who does.\n"


def test_what_takes_long_is_said_once_where_nobody_looks_on(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting("Looking 6 times", 20.0) as wait:
        wait.far("1 of 6 looks")
        wait.above("kept", "")
    with waiting("Looking once"):
        pass
    assert capsys.readouterr() == ("", "Looking 6 times: 20 s.\nkept\n")


def test_at_a_terminal_it_is_shown_how_far_it_came_and_nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with waiting("Looking 6 times", 20.0) as wait:
        wait.far("1 of 6 looks [bold]")
        wait.above("  probe     kept", "")
    shown = terminal.getvalue()
    assert "Looking 6 times (20 s): 1 of 6 looks [bold]" in shown
    assert "  probe     kept\n" in shown
    assert shown.endswith("\x1b[2K")  # its line is wiped out again

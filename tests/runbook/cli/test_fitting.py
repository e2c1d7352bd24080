"""Lines that fit a terminal: no word broken, no word lost."""

from __future__ import annotations

import io

from runbook.cli._fitting import columns, fitted

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

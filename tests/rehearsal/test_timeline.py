"""What the journal and the load's books say becomes spans, rows and a drawing in which nothing is left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rehearsal.drawing import drawn
from rehearsal.machine import Machine
from rehearsal.page import page
from rehearsal.playing import Held, Played
from rehearsal.stage import Stage
from rehearsal.timeline import Lane, Span, Timeline, timeline
from runbook.environments import Environment

AT = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def stage(folder: Path) -> Stage:
    environment = Environment("test", folder / "s", "http://127.0.0.1:1")
    return Stage(Machine(folder, environment), lambda what: None, began=100.0)


def test_answers_are_counted_by_colour_and_nothing_twice(tmp_path: Path) -> None:
    at = stage(tmp_path)
    at.seen.answers = [(100.1, "blue"), (100.2, "blue"), (100.3, "green"), (100.6, "green")]
    at.seen.refused = [(100.3, "green", 500)]
    at.seen.dropped = [100.7]
    rows = timeline(at, 2.0).answers
    assert rows == ((0.0, 2, 0, 0, 0), (0.25, 0, 0, 1, 0), (0.5, 0, 1, 0, 1))


def test_a_step_that_a_dead_operator_left_ends_with_its_last_word(tmp_path: Path) -> None:
    at = stage(tmp_path)
    journal = at.machine.journal
    told: list[tuple[str, dict[str, Any]]] = [
        ("step", {"step": "launch"}), ("held", {"step": "launch", "seconds": 0.1}), ("step", {"step": "drain"}),
        ("intend", {"step": "drain", "what": "x"}), ("resumed", {}), ("step", {"step": "drain"}),
        ("turn", {"reason": "ill"}), ("undone", {"step": "drain"}), ("undone", {"step": "launch"}),
    ]  # fmt: skip
    for kind, body in told:
        journal.append(kind, "run-1", **body)
    at.acted = []
    at.at = datetime.fromisoformat(journal.entries()[0].at)
    from rehearsal.timeline import _spans

    spans = _spans(at, journal.entries())
    assert [(s.step, s.kind) for s in spans] == [
        ("launch", "held"), ("drain", "broken off"), ("drain", "failed"), ("drain", "undone"), ("launch", "undone"),
    ]  # fmt: skip
    assert all(s.began <= s.ended for s in spans)


def test_the_drawing_holds_every_answer_command_and_moment() -> None:
    lane = Lane(
        "Dana", "creditai release deploy <v2>", 1.0, 9.0, 1, "turned back", (Span("launch", 1, 4, "held"),)
    )
    shown = drawn(
        Timeline(
            10.0, ((0.0, 3, 0, 0, 0), (0.25, 0, 4, 0, 2)), ((2.0, "green"),), ((3.0, "it dies"),), (lane,)
        )
    )
    assert [int(n) for n in re.findall(r"<b>(\d+)</b></span>", shown)] == [3, 4, 2]
    assert "green serves" in shown
    assert "it dies" in shown
    assert "deploy &lt;v2&gt;" in shown
    assert "ended with 1, 8.0 s" in shown
    assert 'title="launch: held, 3.00 s"' in shown


def test_the_page_sums_what_was_lost_and_loads_nothing() -> None:
    empty = Timeline(1.0, (), (), (), ())
    played = [
        Played(name, "trouble", "It is played.", ("R001",), ("R002",), AT, 1.0, (Held("lost", lost, "0", lost == 0),), "", empty)
        for name, lost in (("one", 0), ("two", 3))
    ]  # fmt: skip
    html = page(played, 65.0, AT + timedelta(seconds=1))
    assert "1 of 2 otherwise than expected" in html
    assert "<b>3</b><span>lost of 0 requests</span>" in html
    assert "1 min 05 s" in html
    assert "<b>2</b><span>lines of the runbook" in html
    assert re.findall(r"(?:src|href)=\"(?!#)", html) == []

"""The calendar file, read back as RFC 5545 says."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from creditai.disputes.agenda import Event, icalendar

STAMP = datetime(2026, 2, 2, 12, 0, tzinfo=UTC)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def value(lines: list[str], name: str) -> str:
    line = next(line for line in lines if line.startswith(f"{name}:"))
    text, out, escaped = line.removeprefix(f"{name}:"), "", False
    for character in text:
        if escaped:
            out += "\n" if character in "nN" else character
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            out += character
    return out


def test_an_event() -> None:
    content = icalendar([Event("experian-1-answer_due@x", date(2026, 2, 28), "experian-1: due")], STAMP)
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    lines = unfolded(content)
    assert "DTSTART;VALUE=DATE:20260228" in lines
    assert "DTEND;VALUE=DATE:20260301" in lines
    assert "DTSTAMP:20260202T120000Z" in lines


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_text_survives_and_lines_are_short(title: str) -> None:
    content = icalendar([Event("uid@x", date(2026, 2, 28), title)], STAMP)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert value(unfolded(content), "SUMMARY") == title


def test_a_title_cannot_make_lines_of_its_own() -> None:
    content = icalendar([Event("uid@x", date(2026, 2, 28), "a\r\nBEGIN:VALARM\nb;c,d\\e\x07")], STAMP)
    assert unfolded(content).count("BEGIN:VALARM") == 0
    assert value(unfolded(content), "SUMMARY") == "a\nBEGIN:VALARM\nb;c,d\\e"


def test_the_same_again() -> None:
    events = [Event("uid@x", date(2026, 2, 28), "due")]
    assert icalendar(events, STAMP) == icalendar(events, STAMP)

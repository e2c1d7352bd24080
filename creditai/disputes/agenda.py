"""Dates to keep, as an iCalendar file (RFC 5545) that any calendar reads.

All-day events; CRLF line ends; lines folded at 75 octets, never inside a character; UIDs that stay the
same from one export to the next, so that a second import changes events and doubles none. Titles
carry the dispute's id and what is due: no name, creditor or number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """`uid` is stable over exports and unique in the world: it ends in the workspace's own id."""

    uid: str
    day: date
    title: str
    note: str = ""


def icalendar(events: Iterable[Event], stamp: datetime) -> bytes:
    """The file. `stamp`: when the events were made (any zone; written in UTC)."""
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CreditAI//disputes//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{made}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(event.title)}",
            *([f"DESCRIPTION:{_text(event.note)}"] if event.note else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _text(value: str) -> str:
    plain = "".join(c for c in value if c == "\n" or (ord(c) >= 32 and ord(c) != 127))
    return plain.translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """At most 75 octets a line; what goes on starts with a space."""
    parts, part = [], b""
    for character in line:
        encoded = character.encode()
        if len(part) + len(encoded) > 75:
            parts.append(part)
            part = b" "
        part += encoded
    return b"\r\n".join([*parts, part]) + b"\r\n"

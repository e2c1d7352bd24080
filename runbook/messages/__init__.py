"""What is told to people, as values: one file per announcement of the runbook. Pure.

An announcement is a frozen dataclass with a `text`, and it cannot be made with a field left open: `filled` refuses
what the document has in square brackets, so that nobody is ever told "[BRIEF DESCRIPTION]".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from runbook.errors import WrongUsage

_OPEN = re.compile(
    r"\[[^\]]*\]|\$\([^)]*\)|<[A-Za-z _-]+>|\b(?:TBD|TODO|N/A|XXX+)\b|@NAME\b|^\s*\?+\s*$", re.IGNORECASE
)
_LONGEST = 500


def filled(name: str, value: str) -> str:
    """The value, when it says something; WrongUsage names the field."""
    text = " ".join(value.split())
    if not text:
        raise WrongUsage(f"{name} is empty; say it in a few words.")
    found = _OPEN.search(text)
    if found:
        raise WrongUsage(f"{name} still holds a placeholder ({found.group().strip()[:40]}); say what it is.")
    if len(text) > _LONGEST:
        raise WrongUsage(f"{name} is longer than {_LONGEST} characters; say it shorter.")
    return text


def one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    """The value, in the document's own words; WrongUsage lists them."""
    word = value.strip().upper()
    if word not in known:
        raise WrongUsage(f"{name} is {value[:40]!r}; it is one of: {', '.join(known)}.")
    return word


def moment(at: datetime) -> str:
    """A moment as it is told, in UTC, to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def length(span: timedelta) -> str:
    """A length of time as people say it: `14 s`, `3 min 05 s`, `2 h 10 min`."""
    seconds = round(span.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60:02d} s"
    return f"{seconds // 3600} h {seconds % 3600 // 60:02d} min"

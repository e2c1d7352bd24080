"""The minutes of a maintenance, by the names under which the edge looks for them.

nginx knows the wall clock of its machine and nothing else. Where clocks are put back one wall minute comes twice, and
where they are put forward an hour of them never comes; so a name has the distance from UTC in it, at that minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

_MINUTE = timedelta(minutes=1)


def minutes(begin: datetime, end: datetime, zone: tzinfo | None = None) -> tuple[str, ...]:
    """From the minute in which `begin` lies until the last that starts before `end`, both with their zone; named by
    the clock of `zone`, else of this machine."""
    whole = int(begin.timestamp()) // 60 * 60
    count = -(-(int(end.timestamp()) - whole) // 60)
    each = (datetime.fromtimestamp(whole + 60 * n, UTC).astimezone(zone) for n in range(count))
    return tuple(minute.isoformat(timespec="minutes") for minute in each)


def left(names: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those that are not over, as they follow each other. One without a distance is meant by this machine's clock."""
    moments = {name: datetime.fromisoformat(name).astimezone() for name in names}
    return tuple(
        sorted((name for name, at in moments.items() if at + _MINUTE > now), key=moments.__getitem__)
    )

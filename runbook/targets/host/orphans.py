"""What outlives its keeper. Who is killed outright ends nobody: what the supervisor kept serves and works on, with nothing
that would start it again, and so do nginx's workers, which hold the edge's port.

They are known by what they were given: the supervisor's address stands in the environment of all that it ever started,
and nginx has the edge's log open. They are told to end as their keeper would have told them, before another begins.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from runbook.targets.host.places import Places

_MARK = "SUPERVISOR_SERVER_URL=unix://"
_GROUP = b"SUPERVISOR_GROUP_NAME="
_LEFT = """\
left() {
  for p in $(grep -lszxF "$mark" /proc/[0-9]*/environ | cut -d/ -f3); do
    parent=$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$p/status" 2>/dev/null)
    [ "$parent" = "$(cat "$keeper" 2>/dev/null)" ] || grep -qszxF "$mark" "/proc/$parent/environ" || echo "$p"
  done
}
told= tenths=0
while found=$(left) && [ -n "$found" ]; do
  for p in $found; do
    case "$told " in *" $p "*) ;; *) kill -TERM "$p" 2>/dev/null || true; told="$told $p" ;; esac
  done
  tenths=$((tenths + 1))
  [ "$tenths" -le TENTHS ] || kill -KILL $found 2>/dev/null || true
  sleep 0.1
done
"""
"""What itself stands below one of them ends with it. The second signal ends at once, so that each is told only once."""
_WORKERS = """\
for p in $(grep -lsx nginx /proc/[0-9]*/comm | cut -d/ -f3); do
  if ls -l "/proc/$p/fd" 2>/dev/null | grep -qF " -> $log"; then kill -QUIT "$p" 2>/dev/null || true; fi
done
"""


def supervised(places: Places, seconds: int) -> str:
    """A shell's words: end what a supervisor that is gone has left, and wait for it; after `seconds` it is killed."""
    told = f"mark='{_MARK}{places.supervisor_socket}' keeper='{places.supervisor_pid}'\n"
    return told + _LEFT.replace("TENTHS", str(10 * seconds))


def at_the_edge(places: Places) -> str:
    """A shell's words: have what is left of nginx close the port at once, and end when it has answered."""
    return f"log='{places.answered}'\n{_WORKERS}"


def groups(places: Places) -> frozenset[str]:
    """Of what the supervisor kept, as it called them, which run now, whether or not it does."""
    return frozenset(_groups(f"{_MARK}{places.supervisor_socket}".encode()))


def _groups(mark: bytes) -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            told = path.read_bytes().split(b"\0")
        except OSError:  # it has ended meanwhile, or is another account's
            continue
        if mark in told:
            yield from (os.fsdecode(each.removeprefix(_GROUP)) for each in told if each.startswith(_GROUP))


def runs(pid: Path, name: str) -> bool:
    """Whether the process whose number a file holds is there, no corpse, and is called so: a number may be another's by
    now."""
    try:
        number = int(pid.read_text("utf-8").split()[0])
        told = Path(f"/proc/{number}/status").read_text("utf-8")
    except (OSError, ValueError, IndexError):
        return False
    return told.startswith(f"Name:\t{name}") and "\nState:\tZ" not in told

"""The edge's logs turn over by size, and the oldest go: a machine may run for a year without a release.

What the supervisor keeps alive turns its own logs over; nginx does not, so a small program beside it does: it renames, and
tells nginx to open its logs anew (USR1). nginx writes on in the renamed file until then, so that no line is lost.
"""

from __future__ import annotations

from runbook.actions import Action, WriteFile
from runbook.environments import Environment
from runbook.targets.host.places import Places
from runbook.targets.host.processes import call

GROUP = "logs"
NAMES = ("edge-answered.log", "edge-error.log")
_PROGRAM = """\
# Turns {names} over when they have grown to {bytes} bytes; the newest {keep} of each stay.
while :; do
  turned=
  for log in {paths}; do
    [ -f "$log" ] && [ "$(stat -c %s "$log")" -ge {bytes} ] || continue
    number={keep}
    while [ "$number" -gt 1 ]; do
      [ ! -f "$log.$((number - 1))" ] || mv "$log.$((number - 1))" "$log.$number"
      number=$((number - 1))
    done
    mv "$log" "$log.1"
    turned=yes
  done
  [ -z "$turned" ] || kill -USR1 "$(cat {pid})"
  sleep {every}
done
"""
_GROUP = """\
[program:{group}]
command = sh {program}
autorestart = true
stopasgroup = true
killasgroup = true
redirect_stderr = true
stdout_logfile = {logs}/{group}.log
stdout_logfile_maxbytes = 1MB
stdout_logfile_backups = 1
"""
EVERY_SECONDS = 10.0


def turning(environment: Environment, places: Places) -> str:
    """The program that turns them over."""
    return _PROGRAM.format(
        names=" and ".join(NAMES), bytes=round(environment.log_megabytes * 1_000_000), keep=environment.keep_logs,
        paths=" ".join(f"'{places.logs / name}'" for name in NAMES), pid=f"'{places.nginx_pid}'", every=EVERY_SECONDS,
    )  # fmt: skip


def set_up(environment: Environment, places: Places) -> tuple[Action, ...]:
    """The files, before the supervisor reads them."""
    program = places.supervisor.with_name("logs.sh")
    told = _GROUP.format(group=GROUP, program=program, logs=places.logs)
    return (
        WriteFile("what turns the edge's logs over", program, turning(environment, places)),
        WriteFile("have the supervisor keep it", places.supervisor.with_name("logs.conf"), told),
    )


def start(places: Places) -> tuple[Action, ...]:
    """Where a supervisor of an earlier runbook runs it has not heard of it yet."""
    return (
        call(places, "read the configuration anew", "reloadConfig", by_hand="reread"),
        call(places, "start what turns the logs over", "addProcessGroup", GROUP, by_hand=f"add {GROUP}", tolerated=("ALREADY_ADDED",)),
    )  # fmt: skip

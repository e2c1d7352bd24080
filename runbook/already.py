"""A release that serves already: to deploy it once more changes nothing, and costs the way back. Pure.

What stands by would be replaced by what serves, so that a rollback would lead from a release to itself. It is another matter
when the environment file was changed since: then the release is deployed again so that its settings are taken up.
"""

from __future__ import annotations

from collections.abc import Iterable

from runbook.environments import Environment
from runbook.facts import Facts, Known, other
from runbook.journal import Entry
from runbook.plan import Plan
from runbook.records import read


def already(release: str, environment: Environment, facts: Facts, entries: Iterable[Entry]) -> str | None:
    """What is to be known before `release` is deployed, in sentences; None: it does not serve, or not by this file."""
    if not isinstance(facts.live, Known) or facts.live.value is None or facts.ground.is_(False):
        return None
    live = facts.live.value
    if not facts.side(live).serves(release) or _file(live, entries) != environment.digest:
        return None
    beside = facts.side(other(live)).release
    stands = beside.value if isinstance(beside, Known) else None
    lost = f" in the place of {stands[:12]}" if stands and stands != release else ""
    return (
        f"{live} serves {release[:12]} already, by this very environment file. --again deploys it to {other(live)} too{lost}; "
        "`creditai release rollback` then leads to the same release."
    )


def _file(colour: str, entries: Iterable[Entry]) -> str | None:
    """The digest of the environment file by which a colour was set up last."""
    told = tuple(entries)
    ended = {e.run for e in told if e.kind == "end" and e.body["outcome"] == "released"}
    plans = (read(Plan, e.body["plan"]) for e in reversed(told) if e.kind == "plan" and e.run in ended)
    return next(
        (p.environment_digest for p in plans if (p.goal.kind, p.goal.colour) == ("deploy", colour)), None
    )

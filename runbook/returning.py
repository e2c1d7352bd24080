"""Points of no return: what the author of a migration declares that it cannot be taken back.

One is a release of its own. A plan names it, who releases it says its revision, and so does who goes back over it: by
the certificate the release before it lives on the schema, but what only its successor writes was never tried on it, and
nothing older can live there at all. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from runbook.errors import Refused
from runbook.facts import Facts, Known
from runbook.goal import Goal
from runbook.journal import Entry
from runbook.plan import Plan
from runbook.records import read

_BACK = frozenset({"switch", "rollback"})


def ahead(goal: Goal, facts: Facts) -> tuple[str, ...]:
    """Those that a deploy would pass, as `revision: why`. Refused when other migrations wait with them."""
    if goal.kind != "deploy" or goal.old is None or not isinstance(facts.schema, Known):
        return ()
    schema = facts.schema.value
    if schema.no_return and schema.pending > len(schema.no_return):
        raise Refused(
            f"There is no return from {'; '.join(schema.no_return)}. It is a release of its own: the "
            f"{schema.pending - len(schema.no_return)} other migrations that are pending go first, without it."
        )
    return schema.no_return


def between(goal: Goal, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Those that lie between what serves and what a switch or a rollback leads to, by the deploys that were begun.
    `entries`: at least what was planned and begun, each kind in its order."""
    if goal.kind not in _BACK:
        return ()
    told = tuple(entries)
    begun = {entry.run for entry in told if entry.kind == "begin"}
    plans = [
        read(Plan, e.body["plan"])
        for e in told
        if e.kind == "plan" and e.run in begun and e.body["plan"]["goal"]["kind"] == "deploy"
    ]
    found: dict[str, None] = {}
    for plan in plans:
        if plan.goal.release == goal.old_release:
            found |= dict.fromkeys(plan.no_return)
        elif plan.goal.release == goal.release:
            found = {}  # it came after them
    return tuple(found)


def revisions(no_return: Iterable[str]) -> str:
    """What names them on a command line."""
    return ",".join(each.partition(":")[0] for each in no_return)


def said(no_return: tuple[str, ...]) -> str:
    """The words of a command line that say that they are known and wanted; none where there are none."""
    return f" --no-return {revisions(no_return)}" if no_return else ""


def known(no_return: tuple[str, ...], named: str) -> None:
    """Refused unless they were named."""
    if revisions(no_return) != named:
        raise Refused(
            f"There is no return from {'; '.join(no_return)}. Say --no-return {revisions(no_return)} if that is known and wanted."
            if no_return
            else f"No point of no return lies ahead, and {named!r} was named."
        )

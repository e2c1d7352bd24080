"""Fail when the document names something that there is not, or its review is overdue."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName


def check(environment: EnvironmentName = "local", json: AsJson = False) -> int:
    """Fail when the document names something that there is not, or its review is overdue.

    Every line has its code or says why it is not on this target, every verb that it names is there. Exit code 1 when
    something is not so.

    Examples:

      creditai runbook check
      creditai runbook check --json
    """
    from datetime import UTC, datetime

    from runbook import cli
    from runbook.cli._fitting import say
    from runbook.cli.runbook import _control
    from runbook.document import PLACE, faults
    from runbook.journal import evidence
    from runbook.operating import desk

    at = desk(environment)
    told, today = _control.of(at), datetime.now(UTC).date()
    verbs = {subject: cli.verbs(subject) for subject in cli.subjects()}
    found = list(faults(PLACE.read_text("utf-8"), _control.items(at), verbs, _control.product(), told, today))
    said = f"version {told.version} of {told.updated} by {told.by}, review due {told.review}; {len(found)} faults"
    if told.updated is not None:
        evidence(at.journal, ("R180",), "runbook check", said)
    if json:
        from json import dumps

        print(
            dumps(
                {
                    "version": told.version,
                    "updated": str(told.updated),
                    "by": told.by,
                    "review": str(told.review),
                    "faults": found,
                }
            )
        )
        return int(bool(found))
    for sentence in found:
        say(sentence)
    say(said)
    return int(bool(found))

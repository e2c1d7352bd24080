"""Recompute the journal's chain of digests and compare its mirror."""

from __future__ import annotations

from runbook.cli.release._options import AsJson, EnvironmentName


def verify_journal(environment: EnvironmentName = "local", json: AsJson = False) -> None:
    """Recompute the journal's chain of digests and compare its mirror.

    The last digest covers every entry: kept elsewhere, it proves later that nothing was taken away.

    Examples:

      creditai release verify-journal
      creditai release verify-journal --json
    """
    from json import dumps

    from runbook.journal import GENESIS
    from runbook.operating import desk

    journal = desk(environment).journal
    count = journal.verify()
    entries = journal.entries()
    last = entries[-1].digest if entries else GENESIS
    print(
        dumps({"entries": count, "last": last})
        if json
        else f"{count} entries, whole; the last digest is {last}"
    )

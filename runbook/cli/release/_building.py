"""A build as the verbs of a release show it."""

from __future__ import annotations

from pathlib import Path

from runbook.artefact import stale
from runbook.cli._fitting import aside
from runbook.counting import counted
from runbook.making import Built, build
from runbook.operating import Desk


def shown(desk: Desk, sources: Path) -> Built:
    """Build, saying each act to stderr, and what is not committed."""
    made = build(desk, sources, lambda text: aside(f"  {text}", "    "))
    if made.changed:
        aside(
            f"creditai: {counted(len(made.changed), 'file is not committed and was', 'files are not committed and were')} taken along ({made.changed[0]} first)."
        )
    if behind := stale(made.folder, made.manifest):
        aside(f"creditai: {behind}")
    return made


def built(desk: Desk, sources: Path) -> str:
    """The folder of a new build."""
    return str(shown(desk, sources).folder)

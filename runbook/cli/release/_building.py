"""A build as the verbs of a release show it."""

from __future__ import annotations

import sys
from pathlib import Path

from runbook.artefact import stale
from runbook.making import Built, build
from runbook.operating import Desk


def shown(desk: Desk, sources: Path) -> Built:
    """Build, saying each act to stderr, and what is not committed."""
    made = build(desk, sources, lambda text: print(f"  {text}", file=sys.stderr, flush=True))
    if made.changed:
        print(
            f"creditai: {len(made.changed)} files are not committed and were taken along ({made.changed[0]} first).",
            file=sys.stderr,
        )
    if behind := stale(made.folder, made.manifest):
        print(f"creditai: {behind}", file=sys.stderr)
    return made


def built(desk: Desk, sources: Path) -> str:
    """The folder of a new build."""
    return str(shown(desk, sources).folder)

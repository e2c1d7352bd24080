"""The one command `creditai`: imports only the half that is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

RUNBOOK = (
    "build",
    "check",
    "contacts",
    "diagnose",
    "emergency",
    "incident",
    "oncall",
    "release",
    "runbook",
    "verify",
)
"""The subjects of the runbook; every other word is the product's."""


def main() -> None:
    """Hand over to the runbook's command line or to the product's: neither loads the other."""
    if len(sys.argv) > 1 and sys.argv[1] in RUNBOOK:
        from runbook.cli import main as runbook

        sys.exit(runbook())
    if sys.argv[1:2] == ["rehearse"]:
        sys.exit(_rehearse())
    from creditai.cli import main as product

    sys.exit(product())


def _rehearse() -> int:
    """The rehearsal lies beside this file in the sources and goes into no release."""
    home = Path(__file__).resolve().parent
    if not (home / "rehearsal" / "command.py").is_file():
        print(
            "creditai: The rehearsal is part of the sources: clone them and run `make rehearse`.",
            file=sys.stderr,
        )
        return 2
    sys.path.insert(0, str(home))
    from rehearsal.command import main as rehearsal

    return rehearsal()

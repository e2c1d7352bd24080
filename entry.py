"""The one command `creditai`: imports only the half that is asked for."""

from __future__ import annotations

import sys

RUNBOOK = ("build", "check", "contacts", "incident", "oncall", "release", "runbook")
"""The subjects of the runbook; every other word is the product's."""


def main() -> None:
    """Hand over to the runbook's command line or to the product's: neither loads the other."""
    if len(sys.argv) > 1 and sys.argv[1] in RUNBOOK:
        from runbook.cli import main as runbook

        sys.exit(runbook())
    from creditai.cli import main as product

    sys.exit(product())

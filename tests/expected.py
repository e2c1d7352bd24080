"""What must be read from the samples that releases are tried with: `python -m tests.expected` writes it, to be looked at.

    creditai/samples/expected.json     sample -> report date, each account as printed, rules that find something

A release carries it, and its journeys compare (`runbook/journeys`); the test of this file says when it is no longer so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from creditai import documents, layouts
from creditai.analysis import analyse
from creditai.contract import as_json
from tests.golden import written

SAMPLES = Path(__file__).parents[1] / "creditai" / "samples"
FILE = SAMPLES / "expected.json"
TRIED = ("experian-2026-05-18.pdf", "transunion-2026-05-18.pdf")
_SHOWN = ("furnisher", "account_number", "status", "balance", "past_due")


def told() -> dict[str, dict[str, Any]]:
    """What this code reads from them."""
    return {name: _told(SAMPLES / name) for name in TRIED}


def _told(sample: Path) -> dict[str, Any]:
    report = layouts.read(documents.read(sample.read_bytes()), file=sample.name, sha256="0" * 64)
    plain = as_json(report)
    return {
        "report_date": plain["report_date"],
        "accounts": [[account[name] for name in _SHOWN] for account in plain["accounts"]],
        "rules": sorted({found.rule for found in analyse([report]).findings}),
    }


if __name__ == "__main__":
    FILE.write_text(written(told()) + "\n", "utf-8")

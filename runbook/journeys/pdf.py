"""What the readers read, compared with what this release says that they must."""

from __future__ import annotations

from typing import Any

from runbook.actions import Way
from runbook.counting import counted
from runbook.errors import Astray
from runbook.journeys import Aim, Journey, Part, document, person, samples, uploaded, went

_SHOWN = ("furnisher", "account_number", "status", "balance", "past_due")
"""The columns of the expectation, by their names in a report."""


class Pdf(Journey):
    """Bundled reports are read field by field as this release says that they must be."""

    covers = ("R087",)

    def way(self, aim: Aim) -> Way:
        told = yield from samples(aim)
        ends = []
        for name, expected in told["items"].items():
            ends.append((yield from person(aim, lambda token, n=name, e=expected: _read(aim, token, n, e))))  # type: ignore[misc]
        return went("; ".join(ends))


def _read(aim: Aim, token: str, name: str, expected: dict[str, Any]) -> Part[str]:
    paper = yield from uploaded(aim, token, name)
    report = (yield from document(aim.ask("GET", f"/api/v1/reports/{paper['report']}", token=token)))[
        "report"
    ]
    found = (yield from document(aim.ask("GET", "/api/v1/findings", token=token)))["items"]
    seen = {
        "report_date": report["report_date"],
        "accounts": [[account[column] for column in _SHOWN] for account in report["accounts"]],
        "rules": sorted({each["rule"] for each in found}),
    }
    if (other := difference(expected, seen)) is not None:
        raise Astray(f"{name}: {other}")
    return f"{name}: {counted(len(seen['accounts']), 'account')} and {counted(len(seen['rules']), 'finding')} as expected"


def difference(expected: dict[str, Any], seen: dict[str, Any]) -> str | None:
    """The first field that is another, and how; None when all are the same."""
    for name in ("report_date", "rules"):
        if expected[name] != seen[name]:
            return f"{name} is {seen[name]}, expected {expected[name]}"
    for number, (wanted, got) in enumerate(zip(expected["accounts"], seen["accounts"], strict=False), 1):
        for column, one, two in zip(_SHOWN, wanted, got, strict=True):
            if one != two:
                return f"account {number}: {column} is {two}, expected {one}"
    count, wanted_count = len(seen["accounts"]), len(expected["accounts"])
    return None if count == wanted_count else f"{counted(count, 'account')}, expected {wanted_count}"

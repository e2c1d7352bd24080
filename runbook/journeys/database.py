"""Rows are whose they are: what one person has, another does not see, through the application's own role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from runbook.actions import Way
from runbook.errors import Astray
from runbook.journeys import Aim, Journey, Part, document, expect, person, samples, uploaded, went


class Database(Journey):
    """What a person wrote is read back, changed and deleted by them, and not to be had by another."""

    covers = ("R103",)

    def way(self, aim: Aim) -> Way:
        told = yield from samples(aim)
        stranger = replace(aim, name=f"{aim.name}-stranger")
        seen = yield from person(
            aim, lambda own: person(stranger, lambda other: _apart(aim, own, other, told))
        )
        return went(seen)


def _apart(aim: Aim, own: str, other: str, told: dict[str, Any]) -> Part[str]:
    name = next(iter(told["items"]))
    paper = yield from uploaded(aim, own, name)
    at = f"/api/v1/papers/{paper['id']}"
    yield from expect(aim.ask("GET", at, token=other), 404)
    yield from expect(aim.ask("DELETE", at, token=other), 404)
    theirs = yield from document(aim.ask("GET", "/api/v1/papers", token=other))
    if theirs["items"]:
        raise Astray("a person who sent nothing is shown papers")
    yield from expect(aim.ask("GET", at, token=own))
    yield from expect(aim.ask("DELETE", at, token=own), 204)
    yield from expect(aim.ask("GET", at, token=own), 404)
    return "written, read and deleted by its person; another finds nothing"

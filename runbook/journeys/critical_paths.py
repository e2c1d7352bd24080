"""From an upload to a letter, as a person goes."""

from __future__ import annotations

from typing import Any

from runbook.actions import Ended, Way
from runbook.counting import counted
from runbook.errors import Astray
from runbook.journeys import Aim, Journey, Part, document, expect, person, samples, uploaded, went


class CriticalPaths(Journey):
    """A person uploads, is told what is wrong, chooses, and has a letter written, by this colour alone."""

    covers = ("R059", "R086", "R102")

    def way(self, aim: Aim) -> Way:
        told = yield from samples(aim)
        return (yield from person(aim, lambda token: _gone(aim, token, told)))


def _gone(aim: Aim, token: str, told: dict[str, Any]) -> Part[Ended]:
    name = next(iter(told["items"]))
    paper = yield from uploaded(aim, token, name)
    original = yield from expect(aim.ask("GET", f"/api/v1/papers/{paper['id']}/file", token=token))
    bundled = yield from expect(aim.ask("GET", f"/api/system/samples/{name}", bearer=aim.operator))
    if original.body != bundled.body:
        raise Astray(f"{name} came back as other bytes than were sent")
    if aim.colour and not bundled.headers.get("x-creditai-served-by", "").startswith(
        f"{aim.colour}/{aim.release[:12]}"
    ):
        raise Astray(
            f"{bundled.headers.get('x-creditai-served-by')} answered, not {aim.colour}/{aim.release[:12]}"
        )
    found = (yield from document(aim.ask("GET", "/api/v1/findings", token=token)))["items"]
    rules = {each["rule"] for each in found}
    said = {**told["answers"], "rule": {r: a for r, a in told["answers"]["rule"].items() if r in rules}}
    opened = yield from document(aim.ask("POST", "/api/v1/disputes", body=said, token=token), 201)
    letters = yield from document(
        aim.ask("POST", "/api/v1/letters", body={}, token=token), 201, 402, 403, 409
    )
    if "items" not in letters:
        return went(
            f"{counted(len(found), 'finding')}, {counted(len(opened['disputes']), 'dispute')}; the letter waits for contract and plan"
        )
    letter = letters["items"][0]
    pdf = yield from expect(aim.ask("GET", f"/api/v1/letters/{letter['id']}/pdf", token=token))
    if not pdf.body.startswith(b"%PDF-"):
        raise Astray("the letter is no PDF")
    return went(
        f"{counted(len(found), 'finding')}, {counted(len(opened['disputes']), 'dispute')}, a letter of {len(pdf.body) // 1000} kB"
    )

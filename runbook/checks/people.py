"""Who is called (chapters X2.1, X2.2): a rotation that is filled in, for today."""

from __future__ import annotations

import tomllib
from pathlib import Path

from runbook.actions import Question, Ran
from runbook.checks import About, Answers, Case, Check, Outcome, no, ran, run, unknown, yes
from runbook.errors import BadEnvironment
from runbook.incident.contacts import read

_GOOD = """
[rotation]
starts = "2026-01-05"
order = ["dana", "sam"]
escalation = "dana"
[people.dana]
name = "Dana Q. Sample"
phone = "+1 555-0101"
mail = "dana@example.com"
[people.sam]
name = "Sam Q. Sample"
phone = "+1 555-0102"
mail = "sam@example.com"
[outside]
infrastructure = {name = "Example Hosting", phone = "+1 555-0150", contract = "C-1"}
database = {name = "Example Hosting", phone = "+1 555-0150", contract = "C-1"}
cdn = {name = "Example Hosting", phone = "+1 555-0150", contract = "C-1"}
"""


class OnCall(Check):
    """Somebody is on call today, and no contact is a placeholder."""

    covers = ("R120", "R121")
    level = "advised"
    hint = "Copy environments/contacts/example.toml, fill it in, and name it under [notify] as contacts."
    cases = (
        Case("yes", [ran(_GOOD)]),
        Case("no", [ran(_GOOD.replace("+1 555-0102", "[Phone]"))]),
        Case("no", [ran("[rotation")]),
        Case("unknown", [ran(code=1, errors="cat: contacts.toml: No such file or directory")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        given = about.environment.notify.get("contacts") or "~/.config/creditai/contacts.toml"
        return (run("cat", str(Path(given).expanduser())),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code != 0:
            return unknown(answer)
        try:
            on = read(tomllib.loads(answer.output), "the contacts").on(about.now.date())
        except (BadEnvironment, tomllib.TOMLDecodeError) as wrong:
            return no(str(wrong))
        return yes(f"{on.primary.name}, then {on.secondary.name}, above them {on.escalation.name}")

"""What the verbs of `creditai diagnose` have in common: the scene, the rounds, what was collected, the evidence."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runbook.actions import Address, Answer, Question, Ran
from runbook.diagnosis import Diagnosis, Finding, Scene
from runbook.facts import COLOURS, Known
from runbook.journal import evidence
from runbook.operating import Desk
from runbook.perform import Performer

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """`collected`: what was asked -> what came back last, redacted."""

    trouble: str
    findings: tuple[Finding, ...]
    collected: Mapping[str, str]


def diagnosed(
    at: Desk, diagnosis: Diagnosis, seconds: float, far: Callable[[str], None] = lambda told: None
) -> Diagnosed:
    """Put the questions, in rounds over `seconds`, and conclude. `far` is told how far it came."""
    ask = Performer(at.redactor).ask
    where = scene(at, seconds)
    questions = diagnosis.asks(where)
    rounds = []
    for number in range(diagnosis.rounds):
        if number:
            far(f"{number} of {diagnosis.rounds} looks")
            time.sleep(seconds / (diagnosis.rounds - 1))
        rounds.append([ask(question) for question in questions])
    found = diagnosis.look(where, rounds)
    said = found[0].seen if found else "nothing of the kind is seen"
    evidence(at.journal, diagnosis.covers, f"diagnose {diagnosis.name}", f"{len(found)} findings: {said}")
    return Diagnosed(diagnosis.name, found, dict(map(_kept, questions, rounds[-1])))


def scene(at: Desk, seconds: float) -> Scene:
    """Where it is looked, from the world as it is."""
    ask = Performer(at.redactor).ask
    facts = at.facts()
    live = facts.live.value if isinstance(facts.live, Known) else None
    program = at.target.program(ask)
    if program is None and isinstance(facts.installed, Known) and facts.installed.value:
        program = at.target.folder(facts.installed.value[-1])
    sides: dict[str, Address] = {colour: at.target.side(colour) for colour in COLOURS}
    return Scene(
        at.environment,
        at.target.processes(ask),
        at.target.logs(),
        at.target.edge(),
        sides,
        live,
        program,
        seconds,
    )


def _kept(question: Question, answer: Answer | Ran) -> tuple[str, str]:
    if isinstance(answer, Ran):
        return question.shown, (answer.output or answer.errors)[-_LONGEST:]
    return question.shown, f"{answer.status or answer.error} in {1000 * answer.seconds:.0f} ms"

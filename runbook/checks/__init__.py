"""What must be true before a release: one file per section of the runbook, one class per item; it only reads.

    class CleanTree(Check):
        '''Nothing is uncommitted.'''                    # what is true when it says yes
        covers = ("R001",)
        level = "required"                               # or "advised": said, and never refuses
        hint = "Commit or stash; a release is made from what is committed."
        def asks(self, about): ...                       # the questions, as values; none: not asked here
        def look(self, about, answers): ...              # yes, no or unknown, by the answers alone
        cases = (Case("yes", ...), Case("no", ...), Case("unknown", ...))

The file is the section, the class's name in lower case with dashes is the check's (`clean-tree`), by which an
environment waives it with a reason. What cannot be observed is unknown, never yes. `cases` are its proof: answers of
each of the three kinds, which the tests put to it; a check without one of the three fails the build.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Literal

from runbook import items
from runbook.actions import Answer, Command, Question, Ran, Request
from runbook.environments import Environment
from runbook.items import Item
from runbook.targets import Ask

Level = Literal["required", "advised"]
Verdict = Literal["yes", "no", "unknown", "not asked"]
Answers = Sequence[Answer | Ran]


@dataclass(frozen=True, slots=True)
class About:
    """What is checked: an environment, the sources at hand, the folder of the release that serves (None: none does)."""

    environment: Environment
    sources: Path
    live: Path | None
    now: datetime
    edge_proof: Question | None = None
    """How the edge's own program is asked whether its configuration is right, where the target has one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    verdict: Verdict
    said: str


@dataclass(frozen=True, slots=True)
class Case:
    """Answers, and what the check must say to them."""

    verdict: Literal["yes", "no", "unknown"]
    answers: Answers


class Check(Item):
    """One item."""

    covers: ClassVar[tuple[str, ...]]
    level: ClassVar[Level] = "required"
    hint: ClassVar[str]
    cases: ClassVar[tuple[Case, ...]]
    of_release: ClassVar[bool] = False
    """It asks the release that serves; before there is one it refuses nothing."""

    def asks(self, about: About) -> tuple[Question, ...]:
        raise NotImplementedError

    def look(self, about: About, answers: Answers) -> Outcome:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Checked:
    """One check, asked: what a plan keeps and the journal records as evidence."""

    check: str
    section: str
    covers: tuple[str, ...]
    level: str
    verdict: Verdict
    said: str
    hint: str
    waived: str | None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def refuses(self, unknown_refuses: bool) -> bool:
        """Whether a release may not go on by this."""
        bad = self.verdict == "no" or (unknown_refuses and self.verdict in ("unknown", "not asked"))
        return bad and self.level == "required" and self.waived is None


def sections() -> tuple[str, ...]:
    return items.sections(__name__)


def every_check(section: str | None = None) -> tuple[Check, ...]:
    """Every check of the folder, or of one section."""
    return items.every(__name__, Check, section)


def checked(check: Check, about: About, ask: Ask) -> Checked:
    """Put its questions and let it look."""
    questions = check.asks(about)
    outcome = check.look(about, [ask(question) for question in questions]) if questions else NOT_ASKED
    waived = about.environment.waive.get(check.name)
    first = check.of_release and about.live is None
    return Checked(
        check.name,
        check.section,
        check.covers,
        "advised" if first else check.level,
        outcome.verdict,
        "nothing serves yet that could be asked" if first else outcome.said,
        check.hint,
        waived,
    )


def asked_once(ask: Ask) -> Ask:
    """The same question, put by several checks, is asked once: they look at one and the same answer."""
    answers: dict[tuple[str, str], Answer | Ran] = {}

    def asks(question: Command | Request) -> Answer | Ran:
        key = (question.what, question.shown)
        if key not in answers:
            answers[key] = ask(question)
        return answers[key]

    return asks


def health(answer: Answer | Ran) -> dict[str, Any] | None:
    """What an answer of health tells; None when it is none."""
    if not isinstance(answer, Answer) or answer.status == 0:
        return None
    try:
        told = json.loads(answer.body)
    except ValueError:
        return None
    return told if isinstance(told, dict) and "status" in told else None


NOT_ASKED = Outcome("not asked", "this environment has none")


def yes(said: str) -> Outcome:
    return Outcome("yes", said)


def no(said: str) -> Outcome:
    return Outcome("no", said)


def unknown(answer: Answer | Ran) -> Outcome:
    """Because the question got no usable answer; which."""
    if isinstance(answer, Answer):
        return Outcome("unknown", f"no answer: {answer.error or answer.status}")
    return Outcome(
        "unknown", (answer.errors.strip() or answer.output.strip() or f"ended with {answer.code}")[-200:]
    )


def product(about: About, *words: str) -> tuple[Question, ...]:
    """A question by the program of the release that serves, with what it is told there; none when nothing serves."""
    if about.live is None:
        return ()
    asked = run(str(about.live / "bin" / "creditai"), *words, deadline=60.0)
    return (replace(asked, environ=about.environment.told, secrets=about.environment.hidden),)


def run(*argv: str, folder: Path | None = None, deadline: float = 20.0) -> Command:
    """A question by a program that changes nothing."""
    return Command(f"ask {argv[0]}", argv, folder, deadline=deadline)


def ran(output: str = "", code: int = 0, errors: str = "") -> Ran:
    """An answer, for cases."""
    return Ran(code, output, errors, 0.0)

"""Nobody goes a person's way on the idle colour, before anybody does."""

from __future__ import annotations

from collections.abc import Iterator

from runbook.actions import Action, Answer, Journey, Request
from runbook.facts import Facts
from runbook.journeys import Aim, every_journey
from runbook.steps import DEPLOY, Phase, Step


class Journeys(Step):
    """Go each journey on the new colour, as a person who is nobody: upload, findings, letter, golden reports, money, rows."""

    phase = Phase.TRY
    covers = ("R059", "R086", "R087", "R088", "R102", "R103")
    kinds = DEPLOY
    patience = 0.0

    def holds(self, now: Facts) -> bool:
        return all(
            name in now.measured and now.measured[name].verdict == "well" for name in self.goal.journeys
        )

    def actions(self, now: Facts) -> Iterator[Action]:
        for each in every_journey():
            if each.name in self.goal.journeys:
                aim = self._aim(each.name)
                yield Journey(
                    f"{each.name}: {each.about}", each.name, aim.at, lambda each=each, aim=aim: each.way(aim)  # type: ignore[misc]
                )  # fmt: skip

    def undo(self, then: Facts) -> Iterator[Action]:
        """Whoever was made and is still there goes; a colour that is dead by now is swept by the service itself."""
        for name in self.goal.journeys:
            aim = self._aim(name)
            yield Request(
                f"erase who went {name}", aim.at, f"/api/system/synthetic/{aim.name}", "DELETE",
                bearer=aim.operator, refusal=_unless_it_answers_otherwise,
            )  # fmt: skip

    def hopeless(self, now: Facts) -> str | None:
        bad = [n for n in self.goal.journeys if n in now.measured and now.measured[n].verdict != "well"]
        return "; ".join(f"{name}: {now.measured[name].said}" for name in bad) or None

    def _aim(self, journey: str) -> Aim:
        colour, run = self.goal.colour, self.goal.run.lower()
        return Aim(
            self.target.side(colour), self.target.edge().where, self.target.operator(), f"{run}-{journey}",
            colour, self.goal.release,
        )  # fmt: skip


def _unless_it_answers_otherwise(answer: Answer) -> str | None:
    return None if answer.status in (0, 204, 404) else f"answered {answer.status}"

"""The operator's machine freezes for longer than its lease; when it thaws, somebody else has gone on."""

from __future__ import annotations

import signal
from typing import Any

from rehearsal.operator import Acting
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtMost, Exactly, Says


class FrozenOperator(Scene):
    """A frozen operator: its lease ends by itself, a colleague resumes, and what thaws may do nothing more."""

    chapter = Chapter.TROUBLE
    covers = ("R079",)
    expects = {
        "resuming ended with": Exactly(0),
        "the thawed one": Says("did nothing more"),
        "acts of the thawed one": Exactly(0),
        "the colleague was at work after, s": AtMost(40),
        "people get at the end": Exactly("v2"),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        with stage.load():
            freezing = stage.begin("deploy", stage.artefact("v2"), by="Dana")
            freezing.until(_is_proved, "the proof of the new colour")
            freezing.signal(signal.SIGSTOP)
            stage.mark("Dana's machine is frozen")
            resumed = stage.operate("resume", "--wait", "60", by="Sam", code=None)
            stage.measure("resuming ended with", resumed.wait())
            last = stage.entries()[-1].number
            freezing.signal(signal.SIGCONT)
            stage.mark("Dana's machine thaws")
            stage.measure("the thawed one", _end(freezing))
            late = [entry for entry in stage.entries() if entry.number > last and entry.kind == "done"]
            stage.measure("acts of the thawed one", len(late))
            stage.more_answers()
            stage.measure("people get at the end", stage.version())
        began = stage.clock(stage.entries(kind="resumed")[-1].at)
        stage.measure("the colleague was at work after, s", began - (resumed.began - stage.began))


def _end(freezing: Acting) -> str:
    """Frozen between acts it is refused; within one it holds the fence, and the next holder ended it."""
    code = freezing.wait()
    if code == 3 and "lease of this run was lost to Sam" in freezing.told:
        return "was refused, and did nothing more"
    if code == -signal.SIGKILL:
        return "was ended by the next holder, and did nothing more"
    return f"ended with {code}: {freezing.told}"


def _is_proved(event: dict[str, Any]) -> bool:
    return (event["event"], event.get("step")) == ("held", "prove")

"""How far a release is (R148-R152): the document's five stages, in its order."""

from __future__ import annotations

from dataclasses import dataclass

from runbook.messages import filled, one_of

STAGES = {
    "STARTED": "Deployment process initiated",
    "DATABASE MIGRATION": "Database changes in progress",
    "APPLICATION UPDATE": "Application deployment in progress",
    "VERIFICATION": "Post-deployment checks in progress",
    "COMPLETE": "Deployment successfully completed",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """One stage of one release."""

    stage: str
    release: str

    def __post_init__(self) -> None:
        one_of("stage", self.stage, tuple(STAGES))
        filled("release", self.release)

    @property
    def text(self) -> str:
        stage = self.stage.strip().upper()
        return f"{stage.title()}: {STAGES[stage]} ({filled('release', self.release)})"

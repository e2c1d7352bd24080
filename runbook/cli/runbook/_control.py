"""What the verbs of the document share: where it stands in git, and the verbs that there are."""

from __future__ import annotations

from pathlib import Path

from runbook import coverage
from runbook.actions import Ran
from runbook.checks import run
from runbook.coverage import Item
from runbook.document import PLACE, Control, control
from runbook.operating import Desk
from runbook.perform import Performer


def of(at: Desk) -> Control:
    """Document control, as git tells it."""
    words = ("git", "log", "-1", "--format=%h%x09%as%x09%an", "--", str(PLACE))
    told = Performer(at.redactor).ask(run(*words, folder=PLACE.parent))
    return control(told.output if isinstance(told, Ran) and told.code == 0 else "")


def items(at: Desk) -> tuple[Item, ...]:
    """All lines, with their evidence on this machine."""
    return coverage.items(at.journal.entries(), rehearsed=at.environment.state / coverage.REHEARSED)


def product() -> tuple[str, ...]:
    """The product's verbs, by the names of their files alone: nothing of it is imported."""
    home = Path(__file__).parents[3] / "creditai" / "cli"
    return tuple(path.stem.replace("_", "-") for path in home.glob("*.py") if not path.name.startswith("_"))

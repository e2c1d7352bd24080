"""Building a release at a desk: each act in the journal, the artefact in the target's keeping.

Under a lease of its own: two builds wait for each other, and nobody's rollback waits for a build.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runbook import building
from runbook.actions import Action, Command, Ran, RemoveFolder
from runbook.artefact import Manifest, manifest, summary
from runbook.errors import Refused
from runbook.operating import Desk
from runbook.perform import Done, Performer

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """An artefact of this machine. `changed`: what of it is not committed."""

    digest: str
    folder: Path
    manifest: Manifest
    changed: tuple[str, ...]

    @property
    def document(self) -> dict[str, Any]:
        return {"digest": self.digest, "folder": str(self.folder), **summary(self.manifest)}


def build(desk: Desk, folder: Path, say: Say) -> Built:
    """Build the checkout at `folder`. CheckFailed when it may not be built here; Refused when it cannot."""
    ask = Performer(desk.redactor).ask

    def asked(question: Command) -> Ran:
        answer = ask(question)
        assert isinstance(answer, Ran)
        return answer

    found = building.sources(folder, asked)
    building.allowed(found, desk.environment.waive.get("clean-tree", ""))
    run = f"build-{found.commit[:12]}"
    with desk.lease("build", 0.0, beside="building") as lease:
        act = desk.hand(lease, run, "build")

        def aloud(action: Action) -> Done:
            say(action.what)
            return act(action)

        made = _made(desk, found, aloud)
        desk.journal.append("built", run, **made.document)
    return made


def _made(desk: Desk, found: building.Sources, act: Callable[[Action], Done]) -> Built:
    home = desk.target.artefacts()
    at = building.Workshop(home / "making")
    act(building.clear(at))
    tree = act(building.take_along(found, at)).said.strip() if found.changed else found.tree
    for action in building.make(found, tree, at):
        act(action)
    made = building.told(found, tree, at)
    act(building.describe(made, at))
    digest = desk.target.digest(str(at.artefact))
    for action in building.keep(at, home / digest):
        act(action)
    for old in _surplus(home, digest, desk.environment.keep_releases):
        act(RemoveFolder(f"remove the artefact {old.name[:12]}", old))
    return Built(digest, home / digest, made, found.changed)


def newest(desk: Desk) -> Path:
    """The artefact that was built last. Refused when there is none."""
    found = _kept(desk.target.artefacts())
    if not found:
        raise Refused("No release was built on this machine yet; `creditai release build` builds one.")
    return found[-1]


def told(folder: Path) -> Manifest:
    """The manifest of a folder. Refused when it has none."""
    found = manifest(folder)
    if found is None:
        raise Refused(f"{folder} has no manifest: it was not built by `creditai release build`.")
    return found


def _surplus(home: Path, digest: str, keep: int) -> tuple[Path, ...]:
    return tuple(p for p in _kept(home)[:-keep] if p.name != digest) if keep > 0 else ()


def _kept(home: Path) -> list[Path]:
    """Oldest first."""
    found = [p for p in home.glob("*") if len(p.name) == 64 and manifest(p) is not None]
    return sorted(found, key=lambda p: p.stat().st_ctime_ns)
